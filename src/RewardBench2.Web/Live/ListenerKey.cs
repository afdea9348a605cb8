using System.Security.Cryptography;
using System.Text;

namespace RewardBench2.Web.Live;

/// <summary>By which this process's own connection to its hub is known; made up at every start.</summary>
public sealed class ListenerKey
{
    public string Value { get; } = RandomNumberGenerator.GetHexString(32);

    public bool Is(string? key) =>
        key is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Value));
}
