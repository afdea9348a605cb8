using System.Net;
using System.Net.Sockets;

namespace RewardBench2.Web.Access;

/// <summary>Where a visitor comes from, as far as limits tell visitors apart.</summary>
public static class VisitorAddress
{
    /// <summary>The operator's scripts, or everyone behind a proxy on this machine that nobody told us of.</summary>
    public const string ThisMachine = "this machine";

    /// <summary>Everyone whose address is not known, such as through a socket without one. They share their limits.</summary>
    public const string Unknown = "unknown";

    /// <summary>An IPv4 address, or an IPv6 network of 64 bits, since a household has that many; or one of the names here.</summary>
    public static string NameOf(IPAddress? address)
    {
        if (address is null)
        {
            return Unknown;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) ? ThisMachine
            : plain.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }
}
