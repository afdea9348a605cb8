using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RewardBench2.Storage;

namespace RewardBench2.Web.Access.SignIn;

/// <summary>The admin's password: from the configuration, or made up at the first start. Only its hash is kept.</summary>
public sealed class AdminPasswords(AdminPasswordTable table, IOptions<AdminOptions> options, TimeProvider clock)
{
    /// <summary>Longer texts are refused before any hashing.</summary>
    public const int Longest = 256;

    private const string Configured = "configured";
    private const string MadeUp = "made up";
    private readonly PasswordHasher<string> _hasher = new();

    /// <summary>Makes sure that there is a password, the configured one where there is one.</summary>
    /// <returns>The password when it was made up just now, to be shown this once; else <c>null</c>.</returns>
    public async Task<string?> EnsureAsync(CancellationToken cancellationToken)
    {
        var stored = await table.ReadAsync(cancellationToken);
        if (options.Value.Password is { Length: > 0 } configured)
        {
            if (stored?.Origin != Configured || !Matches(configured, stored))
            {
                await ReplaceAsync(stored, configured, Configured, cancellationToken);
            }

            return null;
        }

        // One that was configured once and no longer is must not stay valid unseen.
        if (stored?.Origin == MadeUp)
        {
            return null;
        }

        var password = RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", length: 20);
        return await ReplaceAsync(stored, password, MadeUp, cancellationToken) ? password : null;
    }

    /// <summary>Whether it is the admin's password; takes as long for a wrong one as for the right one.</summary>
    public async Task<bool> IsRightAsync(string password, CancellationToken cancellationToken) =>
        password.Length is > 0 and <= Longest
        && await table.ReadAsync(cancellationToken) is { } stored
        && Matches(password, stored);

    private bool Matches(string password, AdminPassword stored) =>
        _hasher.VerifyHashedPassword(AdminSignIn.Actor, stored.Hash, password) != PasswordVerificationResult.Failed;

    private Task<bool> ReplaceAsync(AdminPassword? seen, string password, string origin, CancellationToken cancellationToken) =>
        table.ReplaceAsync(
            seen?.Hash,
            new AdminPassword { Hash = _hasher.HashPassword(AdminSignIn.Actor, password), Origin = origin, SetAt = clock.GetUtcNow() },
            cancellationToken);
}
