using RewardBench2.Benchmark;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Places;

/// <summary>A model's row on one leaderboard.</summary>
/// <param name="Benchmark">What the dataset is of.</param>
/// <param name="RankedModels">How many models have a rank there.</param>
/// <param name="Rows">Every row there, by rank.</param>
public sealed record ModelPlace(
    string Dataset, BenchmarkDefinition Benchmark, string Title, int RankedModels, LeaderboardRow Row, IReadOnlyList<LeaderboardRow> Rows)
{
    /// <summary>The place of a row on a leaderboard.</summary>
    /// <param name="sweeps">Among Ai2's sweep runs too.</param>
    public static ModelPlace Of(LeaderboardRow row, string title, RankedModels ranked, bool sweeps = false)
    {
        var rows = ranked.All(sweeps);
        return new ModelPlace(ranked.Dataset, ranked.Benchmark, title, rows.Count(one => one.Rank is not null), row, rows);
    }

    /// <summary>The address of a comparison with the models ranked next to it.</summary>
    public string CompareAddress => "compare?dataset=" + Uri.EscapeDataString(Dataset) + string.Concat(
        Peers.Neighbours(Rows, Row).Select(row => "&model=" + Uri.EscapeDataString(row.Model)));
}
