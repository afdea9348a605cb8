using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RewardBench2.Tests.Evaluation.Outbound;

/// <summary>A bare socket for what no decent web server does: resets, endless bodies, single bytes.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private RawServer(Func<Socket, CancellationToken, Task> serve)
    {
        _listener.Start();
        _accepting = AcceptAsync(serve);
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Serves each connection, its request's first bytes read, as a test says.</summary>
    public static RawServer Start(Func<Socket, CancellationToken, Task> serve) => new(serve);

    /// <summary>An address where nobody listens.</summary>
    public static Uri NobodyThere()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Breaks the connection with a reset.</summary>
    public static Task ResetAsync(Socket socket, CancellationToken cancellationToken)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
        return Task.CompletedTask;
    }

    /// <summary>Starts an answer and never ends it.</summary>
    public static async Task StallAsync(Socket socket, CancellationToken cancellationToken)
    {
        await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{");
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    /// <summary>Sends an answer byte by byte, never pausing for long and never ending.</summary>
    public static async Task DripAsync(Socket socket, CancellationToken cancellationToken)
    {
        await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        while (!cancellationToken.IsCancellationRequested)
        {
            await SendAsync(socket, " ");
            await Task.Yield();
        }
    }

    /// <summary>Sends an answer without an end.</summary>
    public static async Task FloodAsync(Socket socket, CancellationToken cancellationToken)
    {
        await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        var chunk = new string(' ', 16 * 1024);
        while (!cancellationToken.IsCancellationRequested)
        {
            await SendAsync(socket, chunk);
        }
    }

    public static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync(Func<Socket, CancellationToken, Task> serve)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token), serve));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket, Func<Socket, CancellationToken, Task> serve)
    {
        using (socket)
        {
            try
            {
                await socket.ReceiveAsync(new byte[16 * 1024], _stop.Token);
                await serve(socket, _stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }
}
