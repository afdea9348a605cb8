using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>Which state of a run allows which action to whom, written out once more by hand.</summary>
public sealed class RunTransitionTests
{
    [Theory]
    [InlineData("owner", "queued", "private", "pause cancel")]
    [InlineData("owner", "checking", "private", "pause cancel")]
    [InlineData("owner", "running", "public", "pause cancel")]
    [InlineData("owner", "paused", "private", "resume cancel")]
    [InlineData("owner", "failed", "private", "retry delete")]
    [InlineData("owner", "cancelled", "private", "retry delete")]
    [InlineData("owner", "finished", "private", "publish delete")]
    [InlineData("owner", "finished", "requested", "publish withdraw delete")]
    [InlineData("owner", "finished", "public", "withdraw delete")]
    [InlineData("owner", "finished", "declined", "publish delete")]
    [InlineData("owner", "finished", "withdrawn", "publish delete")]
    [InlineData("admin", "running", "private", "pause cancel")]
    [InlineData("admin", "finished", "requested", "publish approve decline withdraw delete")]
    [InlineData("admin", "finished", "public", "decline withdraw delete")]
    [InlineData("worker", "queued", "private", "check score finish fail suspend")]
    [InlineData("worker", "running", "private", "check score finish fail suspend")]
    [InlineData("worker", "paused", "private", "")]
    [InlineData("worker", "finished", "public", "")]
    [InlineData("worker", "cancelled", "private", "")]
    [InlineData("a stranger", "running", "public", "")]
    public void A_state_allows_these_actions(string party, string state, string visibility, string actions) =>
        Assert.Equal(actions, string.Join(' ', RunTransitions.AllowedFor(party, state, visibility).Select(transition => transition.Name).Distinct()));

    [Fact]
    public void What_a_worker_may_claim_is_what_it_may_move_on() =>
        Assert.Equal(RunState.All.Where(RunState.IsActive), RunTransitions.Score.From);

    [Fact]
    public void What_has_ended_is_what_may_be_deleted() =>
        Assert.Equal(RunState.All.Where(RunState.IsEnded), RunTransitions.Delete.From);
}
