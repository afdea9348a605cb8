using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;
using RewardBench2.Web.Access;

namespace RewardBench2.Tests.Web.Access;

public sealed class RunAccessTests
{
    [Theory]
    [InlineData("token", null, null, RunRole.Owner)]
    [InlineData("another", null, null, RunRole.Anyone)]
    [InlineData(null, "account/1", null, RunRole.Owner)]
    [InlineData(null, "account/2", null, RunRole.Anyone)]
    [InlineData(null, "account/2", "admin", RunRole.Admin)]
    [InlineData("token", null, "admin", RunRole.Owner)]
    [InlineData(null, null, null, RunRole.Anyone)]
    public void An_owner_holds_the_token_or_the_account_and_an_admin_is_signed_in(string? token, string? account, string? admin, RunRole role) =>
        Assert.Equal(role, RunAccess.RoleOf(Run(RunVisibility.Private), new RunCredentials(token, account, admin)));

    [Fact]
    public void A_private_run_is_seen_by_its_owner_and_admins_and_any_other_by_everyone()
    {
        Assert.Equal([false, true, true], Enum.GetValues<RunRole>().Select(role => RunAccess.MaySee(Run(RunVisibility.Private), role)));
        Assert.True(RunAccess.MaySee(Run(RunVisibility.Requested), RunRole.Anyone));
    }

    [Fact]
    public void Whoever_submitted_without_an_account_is_not_everyone_without_one() =>
        Assert.Equal(RunRole.Anyone, RunAccess.RoleOf(Run(RunVisibility.Private) with { Visitor = null }, new RunCredentials()));

    private static RunRow Run(string visibility) => new()
    {
        RunId = "run",
        ModelId = 1,
        Model = "acme/model",
        ModelType = "Custom Classifier",
        DatasetId = 1,
        Dataset = "starter",
        DatasetKind = StoredDatasetKind.Benchmark,
        Provenance = Provenance.Uploaded,
        BackendKind = "upload",
        Request = "{}",
        Secret = null,
        ProtocolCard = null,
        JoinReport = null,
        State = RunState.Finished,
        Reason = null,
        Visibility = visibility,
        ManageTokenHash = ManageToken.Hash("token"),
        Visitor = "account/1",
        Meter = null,
        CheckReport = null,
        PromptsTotal = 1,
        PromptsScored = 1,
        PromptsFailed = 0,
        Average = null,
        AverageLow = null,
        AverageHigh = null,
        CreatedAt = DateTimeOffset.UnixEpoch,
        StartedAt = null,
        FinishedAt = null,
    };
}
