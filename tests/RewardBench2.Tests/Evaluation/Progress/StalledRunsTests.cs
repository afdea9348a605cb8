using Microsoft.Extensions.Options;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;
using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Progress;

public sealed class StalledRunsTests
{
    private readonly ManualTime _time = new();
    private readonly WorkerName _self = new();

    [Fact]
    public void A_run_whose_worker_beats_or_that_this_process_works_on_needs_no_word()
    {
        var silence = Silence(worker: true);
        for (var heartbeat = 0; heartbeat < 10; heartbeat++)
        {
            Assert.Empty(silence.Note([Run("alive", "another", heartbeat), Run("own", _self.Value, heartbeat: 1)]));
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Null(silence.Message("alive"));
        Assert.Null(silence.Message("own"));
    }

    [Fact]
    public void A_silent_worker_is_told_of_with_what_comes_next_until_its_run_moves_again()
    {
        var silence = Silence(worker: true);
        silence.Note([Run("r", "another", 1)]);
        _time.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(["r"], silence.Note([Run("r", "another", 1)]));
        Assert.Contains("silent for 8 s. After 15 s another worker", silence.Message("r"), StringComparison.Ordinal);

        Assert.Equal(["r"], silence.Note([Run("r", "successor", 2)]));
        Assert.Null(silence.Message("r"));
    }

    [Fact]
    public void Where_no_worker_takes_any_run_the_queue_says_so()
    {
        var silence = Silence(worker: false);
        silence.Note([Run("r", owner: null, 1)]);
        _time.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal(["r"], silence.Note([Run("r", owner: null, 1)]));
        Assert.Contains("No worker has picked it up for 12 s", silence.Message("r"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_waits_its_turn_while_another_is_scored_needs_no_word()
    {
        var silence = Silence(worker: false);
        for (var heartbeat = 0; heartbeat < 10; heartbeat++)
        {
            silence.Note([Run("scored", "another", heartbeat), Run("waits", owner: null, 1)]);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Null(silence.Message("waits"));
    }

    private StalledRuns Silence(bool worker) => new(_self, Options.Create(new EvaluationOptions { Worker = worker }), _time);

    private static WaitingRun Run(string runId, string? owner, long heartbeat) =>
        new() { RunId = runId, Owner = owner, Fence = 1, Heartbeat = heartbeat };
}
