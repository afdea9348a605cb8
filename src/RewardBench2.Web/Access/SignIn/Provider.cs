using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace RewardBench2.Web.Access.SignIn;

/// <summary>Sign-ins through an OpenID Connect provider, where one is configured: for admins on a list, and for submitters.</summary>
internal static class Provider
{
    private const string SignInPath = "/sign-in/openid";

    public static void AddProvider(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        var provider = configuration.GetSection(ProviderOptions.Section).Get<ProviderOptions>();
        if (provider is not { Authority.Length: > 0 })
        {
            return;
        }

        if (!Uri.TryCreate(provider.Authority, UriKind.Absolute, out var authority) || string.IsNullOrWhiteSpace(provider.ClientId))
        {
            throw new InvalidOperationException($"{ProviderOptions.Section} needs an Authority such as https://huggingface.co, and a ClientId.");
        }

        authentication.AddOpenIdConnect(SignInServices.OpenIdConnect, provider.Name ?? authority.Host, options => Configure(options, provider, authority));
    }

    public static void MapProvider(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(SignInPath, async (IAuthenticationSchemeProvider schemes, HttpRequest request, string? to) =>
            await schemes.GetSchemeAsync(SignInServices.OpenIdConnect) is null
                ? Results.NotFound()
                : Results.Challenge(new AuthenticationProperties { RedirectUri = LocalPath.From(to, request.PathBase) }, [SignInServices.OpenIdConnect]))
        .ExcludeFromDescription();

    private static void Configure(OpenIdConnectOptions options, ProviderOptions provider, Uri authority)
    {
        options.Authority = provider.Authority;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.CallbackPath = $"{SignInPath}/callback";
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // a form posted from elsewhere would need cookies that browsers keep over HTTPS only
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.RequireHttpsMetadata = !authority.IsLoopback;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapAll(); // verified e-mail addresses and names are often only there
        options.Scope.Clear();
        foreach (var scope in provider.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("openid").Distinct())
        {
            options.Scope.Add(scope);
        }

        options.Events.OnTicketReceived = context => ReceiveAsync(context, provider);
        options.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect($"{context.Request.PathBase}/admin/sign-in?problem=provider");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static async Task ReceiveAsync(TicketReceivedContext context, ProviderOptions provider)
    {
        var vouched = context.Principal!;
        var cancellationToken = context.HttpContext.RequestAborted;
        if (Account.IsListed(vouched, provider.Admins))
        {
            var services = context.HttpContext.RequestServices;
            var actor = Account.NameOf(vouched);
            var session = await services.GetRequiredService<AdminSessions>().OpenAsync(actor, cancellationToken);
            await services.GetRequiredService<AdminSignIn>().NoteAsync(actor, $"signed in through {context.Scheme.DisplayName}", cancellationToken);
            context.Principal = SignInServices.PrincipalOf([.. Account.ClaimsOf(vouched, provider.Authority!), session[^1]]);
        }
        else
        {
            context.Principal = SignInServices.PrincipalOf(Account.ClaimsOf(vouched, provider.Authority!));
            if (context.ReturnUri?.StartsWith($"{context.Request.PathBase}/admin", StringComparison.OrdinalIgnoreCase) is true)
            {
                context.ReturnUri = $"{context.Request.PathBase}/admin/sign-in?problem=not-admin";
            }
        }

        // Of the provider's answer the cookie keeps who it is, and nothing else.
        context.Properties = new AuthenticationProperties { RedirectUri = context.ReturnUri };
    }
}
