using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.SignalR.Client;
using RewardBench2.Evaluation.Progress;

namespace RewardBench2.Web.Live;

/// <summary>The one connection of this process to its own hub, where runs of every node arrive; it feeds every open page. Only where there is a backplane.</summary>
public sealed partial class ProgressListener(
    ProgressFeed feed, ListenerKey key, ProgressReader reader, IServer server, IHostApplicationLifetime lifetime, ILogger<ProgressListener> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await StartedAsync(stoppingToken))
        {
            return;
        }

        await using var connection = new HubConnectionBuilder()
            .WithUrl(OwnAddress())
            .WithAutomaticReconnect(new KeepTrying())
            .WithServerTimeout(TimeSpan.FromSeconds(60))
            .Build();
        connection.On<RunProgress>(nameof(IProgressClient.Progress), feed.Publish);
        connection.Reconnected += _ => JoinAsync(connection, stoppingToken);

        // Automatic reconnection does not cover the first connect.
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await connection.StartAsync(stoppingToken);
                await JoinAsync(connection, stoppingToken);
                await Task.Delay(Timeout.Infinite, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed) when (failed is HttpRequestException or IOException or InvalidOperationException or Microsoft.AspNetCore.SignalR.HubException)
            {
                NotConnected(log, failed.Message);
                await connection.StopAsync(CancellationToken.None);
                await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), stoppingToken));
            }
        }
    }

    // What was said while nobody listened is read from the database, so that no page stays behind.
    private async Task JoinAsync(HubConnection connection, CancellationToken cancellationToken)
    {
        await connection.InvokeAsync(ProgressHub.WatchForPages, key.Value, cancellationToken);
        foreach (var runId in feed.UnderWay)
        {
            if (await reader.ReadAsync(runId, cancellationToken) is { } progress)
            {
                feed.Publish(progress);
            }
        }
    }

    private async Task<bool> StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await using var onStopping = stoppingToken.Register(() => started.TrySetCanceled(stoppingToken));
        await Task.WhenAny(started.Task);
        return started.Task.IsCompletedSuccessfully && server.Features.Get<IServerAddressesFeature>()?.Addresses.Count > 0;
    }

    private Uri OwnAddress()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses;
        var address = addresses.FirstOrDefault(known => known.StartsWith("http://", StringComparison.Ordinal)) ?? addresses.First();
        var reachable = address
            .Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal)
            .Replace("//*", "//localhost", StringComparison.Ordinal);
        return new Uri(new Uri(reachable), LiveProgress.Path);
    }

    [LoggerMessage(LogLevel.Warning, "Not connected to the live hub, trying again in a second: {Reason}")]
    private static partial void NotConnected(ILogger log, string reason);

    private sealed class KeepTrying : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) =>
            TimeSpan.FromSeconds(Math.Min(retryContext.PreviousRetryCount, 5));
    }
}
