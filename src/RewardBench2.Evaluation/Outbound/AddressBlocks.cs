using System.Net;
using System.Net.Sockets;
using Microsoft.Security.AntiSSRF;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Which addresses belong to the public internet, and which nobody can have meant.</summary>
/// <remarks>
/// IANA's registries of special-purpose addresses (RFC 6890) beside the list of Microsoft.Security.AntiSSRF. An IPv6 address that
/// holds an IPv4 address is as public as that one: mapped, compatible, translated (RFC 2765), NAT64 (RFC 6052), 6to4 (RFC 3056).
/// </remarks>
internal static class AddressBlocks
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. IPAddressRanges.recommendedLatest.Select(IPNetwork.Parse),
        .. Parse(
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20"),
    ];

    // Everything that was ever given to somebody.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NeverMeant = Parse(
        "0.0.0.0/8", "224.0.0.0/4", "255.255.255.255/32", "::/128", "ff00::/8", // addresses of no machine
        "169.254.0.0/16", "fe80::/10", // link-local, and the metadata of most clouds
        "fd00:ec2::/32", "fd20:ce::254/128", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32"); // AWS, Google, Alibaba, Azure, Oracle

    private static readonly (IPNetwork Block, int At)[] Holding =
    [
        (IPNetwork.Parse("::/96"), 12),
        (IPNetwork.Parse("::ffff:0:0:0/96"), 12),
        (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("64:ff9b:1::/48"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
    ];

    // By these a host without IPv4 reaches public servers that have nothing else.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool IsPublic(IPAddress address) => address.AddressFamily switch
    {
        _ when address.IsIPv4MappedToIPv6 => IsPublic(address.MapToIPv4()),
        AddressFamily.InterNetwork => !IsIn(NotPublic, address),
        _ when Nat64.Contains(address) => IsPublic(Held(address)!),
        _ => address.ScopeId == 0 && GlobalUnicast.Contains(address) && !IsIn(NotPublic, address) && Held(address) is null,
    };

    public static bool IsNeverMeant(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? IsNeverMeant(address.MapToIPv4())
        : IsIn(NeverMeant, Unscoped(address)) || (address.AddressFamily == AddressFamily.InterNetworkV6 && Held(address) is { } held && IsNeverMeant(held) && !IsLoopback(address));

    // ::1 lies in the block of compatible addresses, and holds 0.0.0.1.
    private static bool IsLoopback(IPAddress address) => address.Equals(IPAddress.IPv6Loopback);

    private static IPAddress? Held(IPAddress address)
    {
        var plain = Unscoped(address);
        foreach (var (block, at) in Holding)
        {
            if (block.Contains(plain))
            {
                return new IPAddress(plain.GetAddressBytes().AsSpan(at, 4));
            }
        }

        return null;
    }

    private static IPAddress Unscoped(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes()) : address;

    private static bool IsIn(IPNetwork[] ranges, IPAddress address) => Array.Exists(ranges, range => range.Contains(address));

    private static IPNetwork[] Parse(params ReadOnlySpan<string> blocks)
    {
        var parsed = new IPNetwork[blocks.Length];
        for (var at = 0; at < blocks.Length; at++)
        {
            parsed[at] = IPNetwork.Parse(blocks[at]);
        }

        return parsed;
    }
}
