namespace RewardBench2.Web.Leaderboard;

/// <summary>Which rows speak for models, where a model has several and anyone may hand in a run under any free name.</summary>
public static class RowChoice
{
    /// <summary>
    /// The one that speaks for a model among its own: what somebody answers for comes before a visitor's word, then a run before
    /// published figures, since only runs can be compared prompt by prompt.
    /// </summary>
    public static LeaderboardRow? OfModel(IEnumerable<LeaderboardRow> own) => own
        .OrderByDescending(row => row.IsVerified)
        .ThenBy(row => row.RunId is null)
        .FirstOrDefault();

    /// <summary>The rows that statistics over models are made of: the verified ones, or all where none is.</summary>
    public static IReadOnlyList<LeaderboardRow> ForStatistics(IReadOnlyList<LeaderboardRow> rows) =>
        rows.Any(row => row.IsVerified) ? [.. rows.Where(row => row.IsVerified)] : rows;
}
