using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace RewardBench2.Web.Access.SignIn;

/// <summary>Looks once a minute whether the admin of an open page is still signed in; actions look each time.</summary>
internal sealed class SignInRevalidation(ILoggerFactory loggers, AdminSessions sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        !authenticationState.User.HasClaim(claim => claim.Type == AdminSessions.SecretClaim)
        || await sessions.FindActorAsync(authenticationState.User, cancellationToken) is not null;
}
