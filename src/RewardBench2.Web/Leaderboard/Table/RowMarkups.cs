using System.Collections.Concurrent;

namespace RewardBench2.Web.Leaderboard.Table;

/// <summary>The markup of rows, kept beside them: each row's is written once, when it is first drawn.</summary>
internal sealed class RowMarkups
{
    private readonly ConcurrentDictionary<LeaderboardRow, RowMarkup> _markups = new(ReferenceEqualityComparer.Instance);

    public RowMarkup For(LeaderboardRow row) => _markups.GetOrAdd(row, static drawn => new RowMarkup(drawn));
}
