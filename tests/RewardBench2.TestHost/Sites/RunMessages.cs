using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace RewardBench2.TestHost.Sites;

/// <summary>That the live hub has said something of a run; several messages that nobody waited for count as one.</summary>
public sealed class RunMessages : IAsyncDisposable
{
    private readonly Channel<bool> _heard = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly HubConnection _connection;

    private RunMessages(Uri site, Func<HttpMessageHandler>? inProcess)
    {
        _connection = new HubConnectionBuilder()
            .WithUrl(new Uri(site, "live"), options =>
            {
                if (inProcess is not null)
                {
                    options.HttpMessageHandlerFactory = _ => inProcess();
                    options.Transports = HttpTransportType.LongPolling;
                }
            })
            .Build();
        _connection.On<JsonElement>("Progress", _ => _heard.Writer.TryWrite(true));
        _connection.Closed += fault =>
        {
            _heard.Writer.TryComplete(fault ?? new InvalidOperationException("The site closed the connection to its hub."));
            return Task.CompletedTask;
        };
    }

    /// <summary>Follows a run; asks again while the site's database is away.</summary>
    /// <param name="manageToken">A private run takes it.</param>
    public static async Task<RunMessages> ListenAsync(
        Uri site, Func<HttpMessageHandler>? inProcess, string runId, string? manageToken, CancellationToken cancellationToken)
    {
        var messages = new RunMessages(site, inProcess);
        await messages._connection.StartAsync(cancellationToken);
        while (true)
        {
            try
            {
                await (manageToken is null
                    ? messages._connection.InvokeAsync("WatchRun", runId, cancellationToken)
                    : messages._connection.InvokeAsync("WatchPrivateRun", runId, manageToken, cancellationToken));
                return messages;
            }
            catch (HubException refused) when (!refused.Message.Contains("There is no such run", StringComparison.Ordinal))
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Waits for a message that came since the last wait.</summary>
    public async Task NextAsync(CancellationToken cancellationToken) => await _heard.Reader.ReadAsync(cancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
