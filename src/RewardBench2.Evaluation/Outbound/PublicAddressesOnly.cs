using System.Net;
using System.Net.Sockets;
using Microsoft.Security.AntiSSRF;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>The only way to an address that a visitor named.</summary>
/// <remarks>
/// The name is resolved once; every address found must be public; all connections of the run go to those same
/// addresses, so a name that changes its mind later (DNS rebinding) changes nothing. Redirects, proxies and cookies
/// are off. Responses are decompressed, asked for or not; <see cref="BoundedBody"/> keeps them in bounds. The list of ranges is the one kept current by Microsoft.Security.AntiSSRF; its own
/// handler is not used because it neither pins a name for a run nor leaves the proxy out.
/// </remarks>
public static class PublicAddressesOnly
{
    private static readonly IPNetwork[] NotPublic = [.. IPAddressRanges.recommendedLatest.Select(IPNetwork.Parse)];

    private static readonly IPNetwork[] NeverCalled =
    [
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("fd00:ec2::254/128"),
        IPNetwork.Parse("100.100.100.200/32"),
    ];

    /// <summary>Makes the handler of one run.</summary>
    public static SocketsHttpHandler CreateHandler(EndpointOptions options)
    {
        var pins = new PinnedNames(options.AllowPrivateEndpoints);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.ConnectTimeout,
            MaxConnectionsPerServer = options.MaxConcurrency,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 64,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var addresses = await pins.ResolveAsync(context.DnsEndPoint.Host).WaitAsync(cancellationToken);
                return await ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            },
        };
    }

    /// <summary>Whether an address belongs to the public internet.</summary>
    public static bool IsPublic(IPAddress address) => !IsIn(NotPublic, address);

    /// <summary>
    /// Whether no operator can have meant an address: link-local ones, where clouds keep the machine's own credentials, and
    /// the ones that clouds keep for that elsewhere.
    /// </summary>
    public static bool IsNeverCalled(IPAddress address) => IsIn(NeverCalled, address);

    private static bool IsIn(IPNetwork[] ranges, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(ranges, range => range.Contains(plain));
    }

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class PinnedNames(bool allowPrivate)
    {
        private readonly Dictionary<string, Task<IPAddress[]>> _resolved = new(StringComparer.OrdinalIgnoreCase);

        public Task<IPAddress[]> ResolveAsync(string host)
        {
            lock (_resolved)
            {
                // A failed look-up is tried again; a result is kept for the run.
                if (!_resolved.TryGetValue(host, out var known) || known.IsFaulted || known.IsCanceled)
                {
                    _resolved[host] = known = LookUpAsync(host);
                }

                return known;
            }
        }

        private async Task<IPAddress[]> LookUpAsync(string host)
        {
            var addresses = await Dns.GetHostAddressesAsync(host);
            return Array.Exists(addresses, IsNeverCalled) ? throw AddressNotPublicException.NeverCalled(host)
                : allowPrivate || Array.TrueForAll(addresses, IsPublic) ? addresses
                : throw AddressNotPublicException.Private(host);
        }
    }
}

/// <summary>A visitor's address leads into a private network.</summary>
public sealed class AddressNotPublicException : Exception
{
    private AddressNotPublicException(string message)
        : base(message)
    {
    }

    public static AddressNotPublicException Private(string host) => new(
        $"{host} is a private, loopback or reserved address, and this site only calls public ones. "
        + "Give the server a public address, or ask the operator to set Evaluation:AllowPrivateEndpoints.");

    public static AddressNotPublicException NeverCalled(string host) => new(
        $"{host} is a link-local or cloud metadata address, which this site never calls. Give the server another address.");
}
