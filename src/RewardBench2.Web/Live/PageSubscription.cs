using System.Threading.Channels;
using RewardBench2.Evaluation.Progress;

namespace RewardBench2.Web.Live;

/// <summary>
/// One page's place in the feed. A message that a slow page has not come to is replaced by the next one of the same run,
/// so it holds nobody back; one that the page cannot show is logged, and the page hears the next.
/// </summary>
internal sealed partial class PageSubscription : IDisposable
{
    private readonly string? _runId;
    private readonly Func<RunProgress, Task> _show;
    private readonly Action<PageSubscription> _leave;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private volatile bool _hasLeft;

    // The newest of each run; the channel of one says that there is something. A page of one run holds at most one message.
    private readonly Dictionary<string, RunProgress> _waiting = [];
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public PageSubscription(string? runId, Func<RunProgress, Task> show, Action<PageSubscription> leave, ILogger log)
    {
        (_runId, _show, _leave, _log) = (runId, show, leave, log);
        Showing = Task.Run(ShowAsync);
    }

    /// <summary>Ends when the page has left.</summary>
    public Task Showing { get; }

    public void Offer(RunProgress progress)
    {
        if (_runId is not null && _runId != progress.RunId)
        {
            return;
        }

        lock (_lock)
        {
            _waiting[progress.RunId] = progress;
        }

        _news.Writer.TryWrite(true);
    }

    public void Dispose()
    {
        _hasLeft = true;
        _leave(this);
        _news.Writer.TryComplete();
    }

    private async Task ShowAsync()
    {
        await foreach (var _ in _news.Reader.ReadAllAsync())
        {
            foreach (var progress in Take().TakeWhile(_ => !_hasLeft))
            {
                try
                {
                    await _show(progress);
                }
                catch (ObjectDisposedException)
                {
                    // The visitor left between the message and its showing.
                }
                catch (Exception failed)
                {
                    CannotShow(_log, progress.RunId, failed);
                }
            }
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

    [LoggerMessage(LogLevel.Error, "A page could not show where run {RunId} stands.")]
    private static partial void CannotShow(ILogger log, string runId, Exception failed);
}
