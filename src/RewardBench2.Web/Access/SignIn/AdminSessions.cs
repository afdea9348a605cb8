using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RewardBench2.Storage;

namespace RewardBench2.Web.Access.SignIn;

/// <summary>
/// Admins' sign-ins. The cookie carries a secret, the database its hash; so signing out ends a session everywhere, in
/// open pages and copied cookies too.
/// </summary>
public sealed class AdminSessions(AdminSessionTable table, IOptions<AdminOptions> options)
{
    internal const string SecretClaim = "admin_session";

    /// <summary>Opens a session for an authenticated admin.</summary>
    /// <param name="actor">As the log will name them.</param>
    /// <returns>The claims to put into the cookie.</returns>
    public async Task<IReadOnlyList<Claim>> OpenAsync(string actor, CancellationToken cancellationToken)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await table.AddAsync(Hash(secret), actor, TimeSpan.FromHours(options.Value.SessionHours), cancellationToken);
        return [new Claim(ClaimTypes.Name, actor), new Claim(SecretClaim, secret)];
    }

    /// <summary>Which admin this is; <c>null</c> for everybody else, and for one who has signed out.</summary>
    public async Task<string?> FindActorAsync(ClaimsPrincipal visitor, CancellationToken cancellationToken) =>
        visitor.FindFirstValue(SecretClaim) is { } secret ? await table.FindActorAsync(Hash(secret), cancellationToken) : null;

    public async Task CloseAsync(ClaimsPrincipal visitor, CancellationToken cancellationToken)
    {
        if (visitor.FindFirstValue(SecretClaim) is { } secret)
        {
            await table.RemoveAsync(Hash(secret), cancellationToken);
        }
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}
