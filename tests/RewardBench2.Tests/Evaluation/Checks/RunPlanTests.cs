using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Tests.Evaluation.Checks;

public sealed class RunPlanTests
{
    private static readonly Prompt[] Prompts =
    [
        Prompt("1", "Math", completions: 4),
        Prompt("2", "Focus", completions: 4),
        Prompt("tied:1", "Ties", completions: 20),
    ];

    [Theory]
    [InlineData("vllm-classify", "chatml", false, 3)]
    [InlineData("vllm-classify", null, false, 28)]
    [InlineData("tei-predict", null, false, 3)]
    [InlineData("nim-reward", null, false, 28)]
    [InlineData("dpo", "chatml", false, 56)]
    [InlineData("judge-ranking", null, false, 22)]
    [InlineData("judge-ranking", null, true, 24)]
    [InlineData("judge-ratings", null, false, 28)]
    public void Requests_are_counted_from_the_prompts(string protocol, string? template, bool bothOrders, int requests)
    {
        var request = new SubmissionRequest
        {
            Backend = new EndpointRequest { ChatTemplate = template },
            Judge = new JudgeRequest { BothOrders = bothOrders },
        };

        Assert.Equal(requests, RunPlan.Estimate(Prompts, request, BackendProtocols.Find(protocol)!).Requests);
    }

    [Fact]
    public void Tokens_are_a_quarter_of_the_characters_and_cost_follows_from_prices()
    {
        var request = new SubmissionRequest
        {
            Limits = new LimitsRequest { PricePerMillionInputTokens = 1_000_000, PricePerMillionOutputTokens = 1_000_000 },
        };

        var plan = RunPlan.Estimate([Prompt("1", "Math", completions: 4)], request, JudgeProtocol.Ratings);

        Assert.InRange(plan.InputTokens, (4 * (400 + 800)) / 4, ((4 * (400 + 800)) / 4) + 2_000);
        Assert.Equal(4 * 1_024, plan.OutputTokensAtMost);
        Assert.Equal(plan.InputTokens + plan.OutputTokensAtMost, plan.CostAtMost);
    }

    [Fact]
    public void Without_prices_there_is_no_cost() =>
        Assert.Null(RunPlan.Estimate(Prompts, new SubmissionRequest(), VllmScore.Protocol).CostAtMost);

    private static Prompt Prompt(string id, string subset, int completions) => new(
        id, subset, new string('p', 400), [.. Enumerable.Range(0, completions).Select(index => new Completion(new string('c', 800), index == 0))]);
}
