using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>The secret that lets a submitter control a run. Only its hash is stored.</summary>
public static class ManageToken
{
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Compares in a time that tells nothing of the hash.</summary>
    public static bool Matches(string? token, string hash) =>
        token is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(token)), Encoding.ASCII.GetBytes(hash));
}
