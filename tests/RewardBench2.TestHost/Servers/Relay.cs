using System.Net;
using System.Net.Sockets;

namespace RewardBench2.TestHost.Servers;

/// <summary>A line between a browser and a site that a test can cut and mend, as a laptop's that sleeps and wakes.</summary>
public sealed class Relay : IDisposable
{
    private readonly Uri _site;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _lock = new();
    private readonly List<TcpClient> _open = [];
    private bool _isCut;

    public Relay(Uri site)
    {
        _site = site;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Ends every connection and lets none through.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _isCut = true;
            _open.ForEach(connection => connection.Dispose());
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_lock)
        {
            _isCut = false;
        }
    }

    public void Dispose()
    {
        Cut();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var here = await _listener.AcceptTcpClientAsync();
                var there = new TcpClient();
                lock (_lock)
                {
                    if (_isCut)
                    {
                        here.Dispose();
                        continue;
                    }

                    _open.AddRange([here, there]);
                }

                _ = CarryAsync(here, there);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient here, TcpClient there)
    {
        try
        {
            await there.ConnectAsync(_site.Host, _site.Port);
            await Task.WhenAny(here.GetStream().CopyToAsync(there.GetStream()), there.GetStream().CopyToAsync(here.GetStream()));
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One side has gone, or the line is cut.
        }
        finally
        {
            here.Dispose();
            there.Dispose();
        }
    }
}
