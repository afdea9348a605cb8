using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Tests.Web.Leaderboard;

/// <summary>Made-up leaderboards.</summary>
internal static class Leaderboards
{
    public static LeaderboardRow Row(string model, params double[] scores) => new()
    {
        Model = model,
        ModelType = ModelType.SequenceClassifier,
        Provenance = Provenance.Published,
        Facts = ModelFacts.FromName(model),
        Average = scores.Length == Subsets.All.Count ? new Estimate(scores.Average(), scores.Average() - 0.01, scores.Average() + 0.01) : null,
        Subsets = scores.Select((score, i) => (Subsets.All[i], score)).ToDictionary(one => one.Item1, one => new Estimate(one.score, one.score - 0.02, one.score + 0.02)),
    };

    public static RankedModels Of(params LeaderboardRow[] rows) =>
        new("rewardbench-2", BenchmarkCatalog.RewardBench2, Revision: 1, DateTimeOffset.UnixEpoch, Ranking.Rank([.. rows.Where(row => !row.IsSweep)]), Ranking.Rank(rows));

    public static RankedModels Three { get; } = Of(
        Row("alpha/one-8B", 0.9, 0.4, 0.7, 0.9, 0.9, 0.5),
        Row("beta/two-70B", 0.6, 0.8, 0.7, 0.8, 0.6, 0.9),
        Row("openai/gpt-4-x", 0.5, 0.5, 0.5));
}
