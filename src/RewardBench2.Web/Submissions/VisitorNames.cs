using System.Security.Cryptography;
using System.Text;
using RewardBench2.Web.Hosting;

namespace RewardBench2.Web.Submissions;

/// <summary>Tells visitors apart for limits, without keeping their addresses: a keyed hash that changes with every start.</summary>
public sealed class VisitorNames
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <returns><c>null</c> for this machine itself, which is not limited.</returns>
    public string? Of(HttpContext? context) =>
        RateLimits.Client(context?.Connection.RemoteIpAddress) is { } client
            ? Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(client)))[..16]
            : null;
}
