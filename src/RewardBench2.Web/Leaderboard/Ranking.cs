using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Web.Leaderboard;

/// <summary>From averages to ranks and rank ranges.</summary>
public static class Ranking
{
    /// <summary>Rows by average, best first; those without an average come last, unranked.</summary>
    public static List<LeaderboardRow> Rank(IReadOnlyCollection<LeaderboardRow> rows)
    {
        var scored = rows
            .Where(row => row.Average is not null)
            .OrderByDescending(row => row.Average!.Score)
            .ThenBy(row => row.Model, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var ranges = RankRanges.Compute(
            [.. scored.Select(row => row.Average!.Interval)]);
        var ranked = new List<LeaderboardRow>(rows.Count);
        for (var i = 0; i < scored.Count; i++)
        {
            var rank = i > 0 && scored[i].Average!.Score == scored[i - 1].Average!.Score ? ranked[i - 1].Rank : i + 1;
            ranked.Add(scored[i] with { Rank = rank, RankLow = ranges[i].Low, RankHigh = ranges[i].High });
        }

        ranked.AddRange(rows.Where(row => row.Average is null).OrderBy(row => row.Model, StringComparer.OrdinalIgnoreCase));
        return ranked;
    }
}
