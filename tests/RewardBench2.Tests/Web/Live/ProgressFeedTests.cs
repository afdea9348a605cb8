using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;
using RewardBench2.Web.Live;

namespace RewardBench2.Tests.Web.Live;

public sealed class ProgressFeedTests : IDisposable
{
    private readonly KeptLog _log = new();
    private readonly ProgressFeed _feed;

    public ProgressFeedTests() => _feed = new ProgressFeed(_log.For<ProgressFeed>());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_slow_page_holds_no_other_back()
    {
        var mayGoOn = new TaskCompletionSource();
        using var slow = _feed.Subscribe(_ => mayGoOn.Task);
        var heard = Channel.CreateUnbounded<RunProgress>();
        using var quick = _feed.Subscribe(progress => heard.Writer.WriteAsync(progress).AsTask());

        for (var scored = 1; scored <= 3; scored++)
        {
            _feed.Publish(Progress("run", scored));
            Assert.Equal(scored, (await heard.Reader.ReadAsync(Cancellation)).PromptsScored);
        }

        mayGoOn.SetResult();
    }

    [Fact]
    public async Task A_page_that_fails_silences_no_other_and_not_itself_and_is_logged()
    {
        var heard = Channel.CreateUnbounded<(string Page, int Scored)>();
        using var failing = _feed.Subscribe(async progress =>
        {
            await heard.Writer.WriteAsync(("failing", progress.PromptsScored));
            throw new InvalidDataException("It cannot be drawn.");
        });
        using var other = _feed.Subscribe(progress => heard.Writer.WriteAsync(("other", progress.PromptsScored)).AsTask());

        for (var scored = 1; scored <= 2; scored++)
        {
            _feed.Publish(Progress("run", scored));
            var both = new[] { await heard.Reader.ReadAsync(Cancellation), await heard.Reader.ReadAsync(Cancellation) };
            Assert.Equal([("failing", scored), ("other", scored)], both.Order());
        }

        await _log.UntilAsync(line => line.Failure is InvalidDataException && line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task A_page_that_fell_behind_hears_the_newest_of_every_run_and_nothing_older()
    {
        var (begun, mayGoOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var heard = Channel.CreateUnbounded<(string RunId, int Scored, string State)>();
        using var page = _feed.Subscribe(async progress =>
        {
            begun.TrySetResult();
            await mayGoOn.Task;
            await heard.Writer.WriteAsync((progress.RunId, progress.PromptsScored, progress.State));
        });
        _feed.Publish(Progress("first", 1));
        await begun.Task.WaitAsync(Cancellation);
        _feed.Publish(Progress("first", 2));
        _feed.Publish(Progress("first", 3, RunState.Finished));
        _feed.Publish(Progress("second", 1));
        _feed.Publish(Progress("second", 2));
        mayGoOn.SetResult();

        var messages = new[] { await heard.Reader.ReadAsync(Cancellation), await heard.Reader.ReadAsync(Cancellation), await heard.Reader.ReadAsync(Cancellation) };
        Assert.Equal([("first", 1, RunState.Running), ("first", 3, RunState.Finished), ("second", 2, RunState.Running)], messages.Order());
    }

    [Fact]
    public async Task A_page_of_one_run_hears_of_no_other_and_one_that_left_of_none()
    {
        var heard = Channel.CreateUnbounded<string>();
        using var all = _feed.Subscribe(progress => heard.Writer.WriteAsync($"all {progress.RunId}").AsTask());
        var one = _feed.Subscribe(progress => heard.Writer.WriteAsync($"one {progress.RunId}").AsTask(), "mine");
        _feed.Publish(Progress("other", 1));
        Assert.Equal("all other", await heard.Reader.ReadAsync(Cancellation));

        one.Dispose();
        _feed.Publish(Progress("mine", 1));
        Assert.Equal("all mine", await heard.Reader.ReadAsync(Cancellation));
        _feed.Publish(Progress("mine", 2));
        Assert.Equal("all mine", await heard.Reader.ReadAsync(Cancellation));
        Assert.False(heard.Reader.TryRead(out _));
    }

    internal static RunProgress Progress(string runId, int scored, string state = RunState.Running) => new()
    {
        RunId = runId,
        Model = "acme/live",
        Dataset = "starter",
        State = state,
        Reason = null,
        PromptsScored = scored,
        PromptsTotal = 10,
        PromptsFailed = 0,
        CompletionsPerSecond = 0,
        EtaSeconds = null,
        Retries = 0,
        Subsets = [],
        Average = null,
        At = DateTimeOffset.UnixEpoch,
    };
}
