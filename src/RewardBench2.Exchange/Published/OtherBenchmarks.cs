using System.Text.Json;
using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.Published;

/// <summary>
/// Knows the aggregates of other benchmarks. Some share a subset's name with RewardBench 2 (Safety, Math), so a file of
/// theirs would otherwise stand on this leaderboard.
/// </summary>
internal static class OtherBenchmarks
{
    private static readonly Dictionary<string, string[]> Keys = new()
    {
        ["the first RewardBench"] =
        [
            "Chat", "Chat Hard", "Reasoning", "Prior Sets", "alpacaeval-easy", "alpacaeval-length", "alpacaeval-hard", "mt-bench-easy", "mt-bench-med",
            "mt-bench-hard", "llmbar-natural", "refusals-dangerous", "refusals-offensive", "xstest-should-refuse", "xstest-should-respond", "donotanswer",
            "math-prm", "hep-cpp", "hep-go", "hep-java", "hep-js", "hep-python", "hep-rust",
        ],
        ["RM-Bench"] = ["chat", "code", "safety-response", "safety-refuse", "hard", "normal", "easy", "hard_acc", "normal_acc", "easy_acc", "total_avg_acc"],
        ["JudgeBench"] = ["Knowledge", "Reasoning", "Coding", "mmlu-pro", "livebench-reasoning", "livebench-math", "livecodebench"],
        ["RewardMATH"] = ["RewardMATH", "reward_math", "mrr"],
        ["RMB"] = ["Helpfulness", "Harmlessness", "helpfulness-bon", "harmlessness-bon", "helpfulness-pairs", "harmlessness-pairs"],
    };

    // No other benchmark has a subset of one of these names.
    private static readonly Subset[] Own = [Subsets.Factuality, Subsets.PreciseIF, Subsets.Focus, Subsets.Ties];

    /// <summary>The benchmark that a file's keys are of; <c>null</c> where they are RewardBench 2's, or nobody's.</summary>
    public static string? Recognise(JsonElement file)
    {
        var keys = file.EnumerateObject().Where(key => key.Value.ValueKind is JsonValueKind.Number or JsonValueKind.Object).Select(key => key.Name).ToList();
        if (keys.Any(key => Subsets.Parse(key) is { } subset && Own.Contains(subset)))
        {
            return null;
        }

        var (name, count) = Keys
            .Select(benchmark => (benchmark.Key, Count: keys.Count(key => benchmark.Value.Contains(key, StringComparer.OrdinalIgnoreCase))))
            .MaxBy(benchmark => benchmark.Count);
        return count > 0 ? name : null;
    }
}
