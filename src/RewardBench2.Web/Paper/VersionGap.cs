using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Paper;

/// <summary>How much lower models score on RewardBench 2 than on the first: the paper says about 20 points.</summary>
/// <param name="Models">Models with both scores, sweep runs left out, best on the second version first.</param>
/// <param name="Mean">The mean of second minus first, a difference of fractions; <c>null</c> without models.</param>
/// <param name="Median">The median of the same.</param>
public sealed record VersionGap(IReadOnlyList<LeaderboardRow> Models, double? Mean, double? Median)
{
    public static VersionGap Compute(RankedModels leaderboard)
    {
        List<LeaderboardRow> models = [.. leaderboard.Rows.Where(row => row.RunId is null && LeaderboardFigures.Drop(row) is not null)];
        double[] gaps = [.. models.Select(row => LeaderboardFigures.Drop(row)!.Value).Order()];
        return gaps.Length == 0
            ? new VersionGap([], null, null)
            : new VersionGap(models, gaps.Average(), (gaps[(gaps.Length - 1) / 2] + gaps[gaps.Length / 2]) / 2);
    }
}
