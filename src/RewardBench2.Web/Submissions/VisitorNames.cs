using System.Security.Cryptography;
using System.Text;
using RewardBench2.Storage;
using RewardBench2.Web.Admin.SignIn;
using RewardBench2.Web.Hosting;

namespace RewardBench2.Web.Submissions;

/// <summary>Tells visitors apart for limits without keeping their addresses: a hash with a key that the database keeps.</summary>
public sealed class VisitorNames(SiteSecretTable settings)
{
    private byte[]? _key;

    /// <returns>An account where the visitor is signed in with one; <c>null</c> for this machine itself, which is not limited.</returns>
    public async Task<string?> OfAsync(HttpContext? context, CancellationToken cancellationToken)
    {
        if (Account.KeyOf(context?.User) is { } account)
        {
            return account;
        }

        if (RateLimits.Client(context?.Connection.RemoteIpAddress) is not { } client)
        {
            return null;
        }

        _key ??= Convert.FromHexString(await settings.EnsureAsync(
            "visitor key", () => RandomNumberGenerator.GetHexString(64), cancellationToken));
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(client)))[..16];
    }
}
