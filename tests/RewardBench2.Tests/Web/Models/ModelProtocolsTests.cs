using Bunit;
using RewardBench2.Storage;
using RewardBench2.Web.Models;

namespace RewardBench2.Tests.Web.Models;

public sealed class ModelProtocolsTests : BunitContext
{
    [Fact]
    public void Every_run_has_its_card_and_what_differs_stands_side_by_side()
    {
        var part = Part(Endpoint("r2", "vLLM", "chatml"), Endpoint("r1", "vLLM", "llama-3"));

        Assert.Equal(["r2", "r1"], part.FindAll("details summary .mono").Select(run => run.TextContent));
        Assert.Equal(["Chat template"], part.FindAll("tbody th").Select(fact => fact.TextContent));
        Assert.Equal(["chatml", "llama-3"], part.FindAll("tbody td").Select(value => value.TextContent));
        Assert.Equal(2, part.FindAll("details dd .chip").Count);
    }

    [Fact]
    public void Runs_alike_are_said_to_be_so()
    {
        var part = Part(Endpoint("r2", "vLLM", "chatml"), Endpoint("r1", "vLLM", "chatml"));

        Assert.Equal("All 2 runs followed the same protocol.", part.Find("p").TextContent);
        Assert.Empty(part.FindAll("table"));
    }

    [Fact]
    public void A_baseline_and_an_upload_have_cards_too()
    {
        var baseline = Run("r1", "baseline") with { Request = """{"backend":{"kind":"baseline","name":"longest"}}""" };

        Assert.Contains("longest", Part(baseline).Find("details dd").TextContent, StringComparison.Ordinal);
        Assert.Empty(Part(Run("r1", "endpoint")).FindAll("details"));
    }

    [Fact]
    public void What_a_server_says_of_itself_stays_text()
    {
        var part = Part(Endpoint("r1", "<img src=1>", "chatml"));

        Assert.Empty(part.FindAll("img"));
        Assert.Contains(part.FindAll("dd"), value => value.TextContent.Contains("<img src=1>", StringComparison.Ordinal));
    }

    private IRenderedComponent<ModelProtocols> Part(params RunRow[] runs) =>
        Render<ModelProtocols>(parameters => parameters.Add(part => part.Runs, runs));

    private static RunRow Endpoint(string runId, string server, string template) =>
        Run(runId, "endpoint") with { ProtocolCard = $$"""{"protocol":"vllm-classify","server":"{{server}}","version":"1","chatTemplate":"{{template}}","codeVersion":"1"}""" };

    private static RunRow Run(string runId, string backend) => new()
    {
        RunId = runId,
        ModelId = 1,
        Model = "org/name",
        ModelType = "Baseline",
        DatasetId = 1,
        Dataset = "starter",
        DatasetKind = StoredDatasetKind.Benchmark,
        Provenance = Provenance.Run,
        BackendKind = backend,
        Request = "{}",
        Secret = null,
        ProtocolCard = null,
        JoinReport = null,
        State = RunState.Finished,
        Reason = null,
        Visibility = RunVisibility.Public,
        ManageTokenHash = "",
        Visitor = null,
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
