using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Tests.Web.Leaderboard;

public sealed class ModelFactsTests
{
    [Theory]
    [InlineData("Skywork/Skywork-Reward-V2-Llama-3.1-8B", 8.0)]
    [InlineData("Skywork/Skywork-Reward-V2-Qwen3-0.6B", 0.6)]
    [InlineData("internlm/internlm2-1_8b-reward", 1.8)]
    [InlineData("ShikaiChen/LDL-Reward-Gemma-2-27B-v0.1", 27.0)]
    [InlineData("Databricks-Mosaic-Research/PGRM", null)]
    [InlineData("mistral/Mixtral-8x7B", null)]
    [InlineData("OpenAssistant/reward-model-deberta-v3-large-v2", null)]
    public void A_size_is_read_from_a_name_only_where_it_stands_there(string model, double? size)
    {
        var facts = ModelFacts.FromName(model);
        Assert.Equal(size, facts.BillionParameters);
        Assert.Equal(size is not null, facts.SizeIsFromName);
    }

    [Theory]
    [InlineData("openai/gpt-4o-2024-08-06", "2024-08-06")]
    [InlineData("anthropic/claude-opus-4-20250514", "2025-05-14")]
    [InlineData("google/gemini-2.5-pro-preview-05-06", null)]
    [InlineData("allenai/open_instruct_dev-rm_3e-6_1__3__1744311421", null)]
    [InlineData("a/b-20251399", null)]
    public void A_day_is_read_from_a_name_only_with_its_year(string model, string? day) =>
        Assert.Equal(day, ModelFacts.DayInName(model)?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("openai/gpt-4o-2024-08-06", "api-only")]
    [InlineData("google/gemini-2.5-pro", "api-only")]
    [InlineData("google/gemma-2-27b", "unknown")]
    [InlineData("nobody", "unknown")]
    public void Only_known_families_are_called_api_only(string model, string weights) =>
        Assert.Equal(weights, ModelFacts.FromName(model).Weights);
}
