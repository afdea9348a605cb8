using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace RewardBench2.Web.Access.SignIn;

/// <summary>Registers sign-ins: the cookie, the admins' policy and, where configured, an identity provider.</summary>
public static class SignInServices
{
    /// <summary>The scheme of an OpenID Connect provider; there only where one is configured.</summary>
    public const string OpenIdConnect = "openid";

    public static IServiceCollection AddSignIns(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AdminPasswords>().AddSingleton<AdminSessions>().AddSingleton<AdminSignIn>().AddSingleton<AdminCaller>().AddSingleton<SignInLimiter>();
        services.AddSingleton<IAuthorizationHandler, AdminPolicy.SessionCheck>();
        services.AddAuthorizationBuilder().AddPolicy(AdminPolicy.Name, policy => policy.AddRequirements(new AdminPolicy.Requirement()));
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SignInRevalidation>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Configure).AddProvider(configuration);
        return services;
    }

    /// <summary>Maps signing out.</summary>
    public static void MapSignIns(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/admin/sign-out", SignOutAsync).ExcludeFromDescription().DisableAntiforgery(); // it is checked there, with a kinder answer
        endpoints.MapProvider();
    }

    internal static ClaimsPrincipal PrincipalOf(IEnumerable<Claim> claims) =>
        new(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, AdminSessions sessions, AdminSignIn signIns)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Redirect("~/admin");
        }

        if (await sessions.FindActorAsync(context.User, context.RequestAborted) is { } actor)
        {
            await sessions.CloseAsync(context.User, context.RequestAborted);
            await signIns.NoteAsync(actor, "signed out", context.RequestAborted);
        }

        await context.SignOutAsync();
        return Results.Redirect("~/");
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "rewardbench2-sign-in";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax; // strict would be lost on the way back from an identity provider
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.LoginPath = "/admin/sign-in";
        options.AccessDeniedPath = "/admin/sign-in";
        options.ReturnUrlParameter = "to";
        options.ExpireTimeSpan = TimeSpan.FromDays(30); // what counts is the session in the database, which ends sooner
        options.SlidingExpiration = false;
    }
}
