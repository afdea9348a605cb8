using RewardBench2.Evaluation.Worker;
using RewardBench2.Storage;
using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Worker;

public sealed class RunSchedulerTests
{
    private readonly ManualTime _time = new();
    private readonly RunScheduler _turns;

    public RunSchedulerTests() => _turns = new RunScheduler("me", TimeSpan.FromSeconds(15), _time);

    [Fact]
    public void A_visitor_with_a_run_in_work_comes_after_those_without_one()
    {
        WaitingRun[] waiting = [Run("a1", "a"), Run("a2", "a"), Run("b1", "b")];
        Assert.Equal("a1", Begin(waiting));
        Assert.Equal("b1", Begin(waiting));
        Assert.Equal("a2", Begin(waiting));
        Assert.Null(Begin(waiting));
    }

    [Fact]
    public void Runs_of_the_site_itself_take_no_turn_from_each_other()
    {
        WaitingRun[] waiting = [Run("s1", null), Run("s2", null), Run("a1", "a")];
        Assert.Equal(["s1", "s2", "a1"], new[] { Begin(waiting), Begin(waiting), Begin(waiting) });
    }

    [Fact]
    public void Of_one_visitors_runs_the_one_with_the_fewest_rounds_is_next()
    {
        WaitingRun[] waiting = [Run("a1", "a"), Run("a2", "a")];
        Begin(waiting);
        _turns.End("a1", TimeSpan.Zero);
        Assert.Equal("a2", Begin(waiting));
    }

    [Fact]
    public void A_run_over_which_a_worker_died_begins_only_alone_and_nothing_begins_beside_it()
    {
        WaitingRun[] waiting = [Run("a1", "a"), Run("bad", "b", deaths: 1), Run("c1", "c")];
        Assert.Equal("a1", Begin(waiting));
        Assert.Null(Begin(waiting));
        _turns.End("a1", TimeSpan.FromMinutes(1));
        Assert.Equal("bad", Begin(waiting));
        Assert.Null(Begin(waiting));
        _turns.End("bad", TimeSpan.FromMinutes(1));
        Assert.Equal("c1", Begin(waiting));
    }

    [Fact]
    public async Task A_round_gives_its_place_back_when_its_time_is_over_and_others_wait()
    {
        var late = new TaskCompletionSource();
        var rounds = new RoundsInWork(places: 1, TimeSpan.FromSeconds(5), _time);
        rounds.Add(late.Task);
        Assert.False(rounds.HasPlace(othersWait: true));

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(rounds.HasPlace(othersWait: true));
        Assert.False(rounds.HasPlace(othersWait: false));

        late.SetResult();
        Assert.True(rounds.HasPlace(othersWait: false));
        await rounds.EndAsync();
    }

    [Fact]
    public void No_more_than_four_late_rounds_are_held_for_each_place()
    {
        var never = new TaskCompletionSource();
        var rounds = new RoundsInWork(places: 1, TimeSpan.FromSeconds(5), _time);
        for (var late = 0; late < 5; late++)
        {
            Assert.True(rounds.HasPlace(othersWait: true));
            rounds.Add(never.Task);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.False(rounds.HasPlace(othersWait: true));
    }

    private string? Begin(WaitingRun[] waiting)
    {
        var ready = _turns.Ready(waiting);
        if (_turns.Next(ready) is not { } next)
        {
            return null;
        }

        _turns.Begin(next, next.Deaths);
        return next.RunId;
    }

    private static WaitingRun Run(string runId, string? visitor, int deaths = 0) => new()
    {
        RunId = runId,
        Owner = null,
        Fence = 0,
        Heartbeat = 0,
        Visitor = visitor,
        Deaths = deaths,
    };
}
