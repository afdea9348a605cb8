using System.Net.Http.Headers;
using System.Text;

namespace RewardBench2.Web.Access.SignIn;

/// <summary>
/// Which admin sends a request to the API: one who is signed in, or a script with <c>Authorization: Basic</c> and the
/// user name <c>admin</c>.
/// </summary>
public sealed class AdminCaller(AdminSessions sessions, AdminSignIn signIn)
{
    public async Task<AdminCall> OfAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (Password(context.Request) is { } password)
        {
            var outcome = await signIn.CheckAsync(password, context.Connection.RemoteIpAddress, cancellationToken);
            return outcome.Refusal is null ? new AdminCall(AdminSignIn.Actor) : new AdminCall(Actor: null) { Refused = outcome };
        }

        // Browsers add the cookie by themselves, so a cookie counts only for requests that our own pages send.
        return IsFromHere(context.Request)
            ? new AdminCall(await sessions.FindActorAsync(context.User, cancellationToken))
            : new AdminCall(Actor: null);
    }

    private static string? Password(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var credentials = new byte[(header.Parameter?.Length ?? 0) + 4];
        var text = Convert.TryFromBase64String(header.Parameter ?? "", credentials, out var length) ? Encoding.UTF8.GetString(credentials, 0, length) : "";
        return text.StartsWith($"{AdminSignIn.Actor}:", StringComparison.Ordinal) ? text[(AdminSignIn.Actor.Length + 1)..] : "";
    }

    internal static bool IsFromHere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
        && (request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, new UriBuilder($"{request.Scheme}://{request.Host}").Uri.Authority, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>Who calls.</summary>
/// <param name="Actor">As the log names them; <c>null</c> for everyone who is not an admin.</param>
public sealed record AdminCall(string? Actor)
{
    /// <summary>Why a password that was sent did not count.</summary>
    public SignInOutcome? Refused { get; init; }
}
