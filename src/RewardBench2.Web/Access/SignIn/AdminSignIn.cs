using System.Globalization;
using System.Net;
using RewardBench2.Storage;

namespace RewardBench2.Web.Access.SignIn;

/// <summary>Checks the admin's password, for the sign-in page and for scripts alike.</summary>
public sealed partial class AdminSignIn(AdminPasswords passwords, SignInLimiter limiter, AdminLogTable log, ILogger<AdminSignIn> logger)
{
    /// <summary>The log's name for an admin who signed in with the password.</summary>
    public const string Actor = "admin";

    public async Task<SignInOutcome> CheckAsync(string? password, IPAddress? from, CancellationToken cancellationToken)
    {
        if (limiter.Begin(from) is { } wait)
        {
            var minutes = Math.Max(1, Math.Ceiling(wait.TotalMinutes)).ToString("0", CultureInfo.InvariantCulture);
            return new SignInOutcome($"Too many wrong passwords from your address. Try again in {minutes} min.") { RetryAfter = wait };
        }

        if (!await passwords.IsRightAsync(password ?? "", cancellationToken))
        {
            WrongPassword(logger, from);
            return new SignInOutcome("This is not the admin's password. It was printed at the first start, or is the setting Admin:Password.");
        }

        limiter.Succeeded(from);
        return new SignInOutcome(Refusal: null);
    }

    public Task NoteAsync(string actor, string action, CancellationToken cancellationToken) =>
        log.AddAsync(actor, action, subject: "the site", detail: null, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "A wrong admin password came from {Address}.")]
    private static partial void WrongPassword(ILogger log, IPAddress? address);
}

/// <summary>The outcome of a sign-in.</summary>
/// <param name="Refusal">Why not, and what to do; <c>null</c> when the password was right.</param>
public sealed record SignInOutcome(string? Refusal)
{
    /// <summary>How long to wait, when too many wrong ones came before.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
