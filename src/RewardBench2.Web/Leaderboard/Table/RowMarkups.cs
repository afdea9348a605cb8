using System.Collections.Concurrent;

namespace RewardBench2.Web.Leaderboard.Table;

/// <summary>The markup of rows, written once per row, when it is first drawn.</summary>
internal sealed class RowMarkups(LeaderboardColumns columns)
{
    private readonly ConcurrentDictionary<LeaderboardRow, RowMarkup> _markups = new(ReferenceEqualityComparer.Instance);

    public RowMarkup For(LeaderboardRow row) => _markups.GetOrAdd(row, drawn => new RowMarkup(drawn, columns));
}
