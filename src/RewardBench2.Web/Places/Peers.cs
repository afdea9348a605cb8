using RewardBench2.Benchmark.Statistics;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Places;

/// <summary>A model among the others of its leaderboard.</summary>
public static class Peers
{
    /// <summary>The models whose interval of the average overlaps this model's; itself left out.</summary>
    public static IReadOnlyList<LeaderboardRow> Find(IReadOnlyList<LeaderboardRow> leaderboard, LeaderboardRow row) =>
        row.Average is not { } mine ? [] : [.. leaderboard.Where(other => other.Model != row.Model && other.Average?.Overlaps(mine) == true)];

    /// <summary>The model with the two ranked next above and the two next below, best first.</summary>
    public static IReadOnlyList<LeaderboardRow> Neighbours(IReadOnlyList<LeaderboardRow> leaderboard, LeaderboardRow row)
    {
        var at = leaderboard.ToList().FindIndex(other => other.Model == row.Model);
        var first = Math.Max(0, Math.Min(at - 1, leaderboard.Count - 3));
        return [.. leaderboard.Skip(first).Take(3)];
    }

    /// <summary>One more than how many models score higher; <c>null</c> without a score.</summary>
    public static int? Rank(IReadOnlyList<LeaderboardRow> leaderboard, LeaderboardRow row, Func<LeaderboardRow, Estimate?> score) =>
        score(row) is { } mine ? 1 + leaderboard.Count(other => score(other)?.Score > mine.Score) : null;

    /// <summary>The models' median score, a fraction; <c>null</c> where none was scored.</summary>
    public static double? Median(IReadOnlyList<LeaderboardRow> rows, Func<LeaderboardRow, Estimate?> score) =>
        Median([.. rows.Select(row => score(row)?.Score).OfType<double>().Order()]);

    private static double? Median(double[] sorted) => sorted.Length == 0 ? null : Percentiles.Quantile(sorted, 0.5);
}
