using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using RewardBench2.Evaluation.Progress;

namespace RewardBench2.Web.Live;

/// <summary>
/// Sends progress to the hub, and through its backplane to every node's. Nobody waits for it: of each run the newest message is kept
/// until it is sent, so that a backplane that is away delays what is shown, and never a run.
/// </summary>
public sealed partial class HubAnnouncer : IProgressAnnouncer, IAsyncDisposable
{
    private static readonly TimeSpan LongestSending = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(1);

    private readonly IHubContext<ProgressHub, IProgressClient> _hub;
    private readonly ILogger<HubAnnouncer> _log;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RunProgress> _waiting = [];
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _sending;
    private bool _isAway;

    public HubAnnouncer(IHubContext<ProgressHub, IProgressClient> hub, ILogger<HubAnnouncer> log)
    {
        (_hub, _log) = (hub, log);
        _sending = Task.Run(SendAsync);
    }

    public Task AnnounceAsync(RunProgress progress)
    {
        lock (_lock)
        {
            _waiting[progress.RunId] = progress;
        }

        _news.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _news.Writer.TryComplete();
        await _closing.CancelAsync();
        await _sending;
        _closing.Dispose();
    }

    private async Task SendAsync()
    {
        await foreach (var _ in _news.Reader.ReadAllAsync())
        {
            foreach (var progress in Take())
            {
                if (!await TrySendAsync(progress))
                {
                    KeepUnlessNewer(progress);
                    _news.Writer.TryWrite(true);
                    await Task.WhenAny(Task.Delay(RestAfterFault, _closing.Token));
                }
            }
        }
    }

    private async Task<bool> TrySendAsync(RunProgress progress)
    {
        try
        {
            await _hub.Clients.Groups(GroupsOf(progress)).Progress(progress).WaitAsync(LongestSending, _closing.Token);
            _isAway = false;
            return true;
        }
        catch (Exception failed)
        {
            if (!_isAway && !_closing.IsCancellationRequested)
            {
                _isAway = true;
                NotSent(_log, failed.Message);
            }

            return false;
        }
    }

    private RunProgress[] Take()
    {
        lock (_lock)
        {
            RunProgress[] taken = [.. _waiting.Values];
            _waiting.Clear();
            return taken;
        }
    }

    private void KeepUnlessNewer(RunProgress progress)
    {
        lock (_lock)
        {
            _waiting.TryAdd(progress.RunId, progress);
        }
    }

    private static string[] GroupsOf(RunProgress progress) => progress.IsPrivate
        ? [ProgressHub.GroupOf(progress.RunId), ProgressHub.EveryRunPrivateToo]
        : [ProgressHub.GroupOf(progress.RunId), ProgressHub.EveryRunPrivateToo, ProgressHub.EveryRun];

    [LoggerMessage(LogLevel.Warning, "Progress is not sent to the live hub, trying again every second; runs go on: {Reason}")]
    private static partial void NotSent(ILogger log, string reason);
}
