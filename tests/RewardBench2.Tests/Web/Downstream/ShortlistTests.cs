using RewardBench2.Exchange.Paper;
using RewardBench2.Web.Choose;

namespace RewardBench2.Tests.Web.Downstream;

public sealed class ShortlistTests
{
    private static readonly PaperTable<PaperCorrelations> Figure3 = PaperTables.ReadShipped().Correlations;

    [Theory]
    [InlineData("general", "Factuality", 0.94)]
    [InlineData("code", "Math", 0.92)]
    [InlineData("instructions", "Factuality", 0.84)]
    public async Task A_use_is_ranked_by_the_score_that_predicted_it_best(string use, string score, double coefficient)
    {
        var list = await ListAsync(new ShortlistRequest(ModelUse.Find(use)));
        Assert.Equal((score, coefficient), (list.Score, list.Coefficient));
        Assert.Equal(Shortlist.Longest, list.Picks.Count);
        Assert.Equal(list.Picks.Select(pick => pick.Estimate.Score).OrderDescending(), list.Picks.Select(pick => pick.Estimate.Score));
    }

    [Fact]
    public async Task For_ppo_models_of_the_policys_family_come_first_and_others_carry_a_caution()
    {
        var list = await ListAsync(new ShortlistRequest(ModelUse.Find("ppo")) { Family = "Tulu 3" });
        Assert.Contains("Tulu-3", list.Picks[0].Row.Model, StringComparison.Ordinal);
        Assert.Contains(list.Picks[0].Reasons, reason => reason.Text.Contains("from its name", StringComparison.Ordinal));
        Assert.Contains(list.Picks[^1].Cautions, caution => caution.Text.Contains("test before use", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Limits_leave_models_out_and_say_how_many()
    {
        var list = await ListAsync(new ShortlistRequest(ModelUse.Find("math")) { MostBillions = 8, ClassifiersOnly = true });
        Assert.All(list.Picks, pick => Assert.True(pick.Row.Facts.BillionParameters <= 8));
        Assert.Contains(list.LeftOut, reason => reason is { Reason: "too large", Models: > 0 });
        Assert.Contains(list.LeftOut, reason => reason is { Reason: "generative judges", Models: > 0 });
    }

    [Fact]
    public async Task Nothing_is_assumed_of_models_nobody_has_described() =>
        Assert.Empty((await ListAsync(new ShortlistRequest(ModelUse.Find("math")) { Weights = "open" })).Picks);

    [Theory]
    [InlineData("allenai/Llama-3.1-Tulu-3-8B-RL-RM-RB2", "Tulu 3")]
    [InlineData("Skywork/Skywork-Reward-V2-Llama-3.1-8B", "Llama 3.1")]
    [InlineData("infly/INF-ORM-Llama3.1-70B", "Llama 3.1")]
    [InlineData("Skywork/Skywork-Reward-V2-Qwen3-0.6B", "Qwen 3")]
    [InlineData("ContextualAI/LMUnit-qwen2.5-72b", "Qwen 2.5")]
    [InlineData("nicolinho/QRM-Gemma-2-27B", "Gemma 2")]
    [InlineData("weqweasdas/RM-Gemma-7B", "Gemma")]
    [InlineData("openai/gpt-4.1-2025-04-14", null)]
    public void A_family_is_read_from_a_name_that_tells_it(string name, string? family) => Assert.Equal(family, ModelFamily.InName(name));

    private static async Task<Shortlist> ListAsync(ShortlistRequest request) =>
        Shortlist.Compute(request, DownstreamOverviews.PublishedLeaderboard(), await DownstreamOverviews.OfPaperAsync(), Figure3);
}
