using Microsoft.AspNetCore.Authorization;

namespace RewardBench2.Web.Access.SignIn;

/// <summary>Lets only admins with a live session pass, for pages and inside circuits.</summary>
public static class AdminPolicy
{
    public const string Name = "admin";

    internal sealed class Requirement : IAuthorizationRequirement;

    internal sealed class SessionCheck(AdminSessions sessions) : AuthorizationHandler<Requirement>
    {
        protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
        {
            if (await sessions.FindActorAsync(context.User, CancellationToken.None) is not null)
            {
                context.Succeed(requirement);
            }
        }
    }
}
