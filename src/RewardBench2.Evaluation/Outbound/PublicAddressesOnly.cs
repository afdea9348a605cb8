using System.Net;
using System.Net.Sockets;

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
    // Ours comes first, and says nothing of a private network that a scanner of ports would want to know.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

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
            ConnectTimeout = options.ConnectTimeout + Slack,
            MaxConnectionsPerServer = options.MaxConcurrency,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 64,
            ConnectCallback = async (context, cancellationToken) =>
            {
                if (!ServerPorts.MayBeCalled(context.DnsEndPoint.Port, options.Ports))
                {
                    throw AddressNotPublicException.Port(context.DnsEndPoint.Port);
                }

                var addresses = await pins.ResolveAsync(context.DnsEndPoint.Host).WaitAsync(cancellationToken);
                return await ConnectAsync(addresses, context.DnsEndPoint.Port, options.ConnectTimeout, cancellationToken);
            },
        };
    }

    /// <summary>Whether an address belongs to the public internet.</summary>
    public static bool IsPublic(IPAddress address) => AddressBlocks.IsPublic(address);

    /// <summary>
    /// Whether no operator can have meant an address: link-local ones, where clouds keep the machine's own credentials, and
    /// the ones that clouds keep for that elsewhere.
    /// </summary>
    public static bool IsNeverCalled(IPAddress address) => AddressBlocks.IsNeverMeant(address);

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, limit.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception failed)
        {
            socket.Dispose();
            throw failed switch
            {
                _ when cancellationToken.IsCancellationRequested => failed,
                SocketException or OperationCanceledException when !Array.TrueForAll(addresses, IsPublic) => new PrivateServerAwayException(failed),
                OperationCanceledException => new TimeoutException($"no connection within {longest.TotalSeconds:0.###} s", failed),
                _ => failed,
            };
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
            // An address that is written out needs no look-up, which would refuse some with an error of another kind.
            var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host);
            return Array.Exists(addresses, IsNeverCalled) ? throw AddressNotPublicException.NeverCalled()
                : allowPrivate || Array.TrueForAll(addresses, IsPublic) ? addresses
                : throw AddressNotPublicException.Private();
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

    public static AddressNotPublicException Private() => new(
        "The server has a private, loopback or reserved address, and this site only calls public ones. "
        + "Give the server a public address, or ask the operator to set Evaluation:AllowPrivateEndpoints.");

    public static AddressNotPublicException NeverCalled() => new(
        "The address is of no machine, link-local, or of a cloud's metadata, which this site never calls. Give the server another address.");

    public static AddressNotPublicException Port(int port) => new(
        $"This site calls no server at port {port}, which belongs to another service or is not among the operator's. Serve the model at another port, such as 443 or 8000.");
}

/// <summary>A server in a private network did not answer. Whether its port was closed, filtered or slow is not said.</summary>
public sealed class PrivateServerAwayException(Exception inner) : Exception("A server in a private network cannot be reached.", inner);
