namespace RewardBench2.Web.Leaderboard;

/// <summary>What a newer leaderboard says that an older one does not. Ranks that only moved because of others do not count.</summary>
public sealed record LeaderboardChange(int Added, int Changed, int Gone)
{
    public bool IsNone => Added + Changed + Gone == 0;

    public static LeaderboardChange Between(IReadOnlyList<LeaderboardRow> older, IReadOnlyList<LeaderboardRow> newer)
    {
        // A model's row keeps its place when the model is run again; another run's figures are a change, not a new row.
        var before = older.ToLookup(Place);
        int added = 0, changed = 0, kept = 0;
        foreach (var rows in newer.GroupBy(Place))
        {
            var (now, then) = (rows.ToList(), before[rows.Key].ToList());
            var common = Math.Min(now.Count, then.Count);
            added += now.Count - common;
            kept += common;
            changed += Enumerable.Range(0, common).Count(i => !SaysTheSame(now[i], then[i]));
        }

        return new LeaderboardChange(added, changed, older.Count - kept);
    }

    /// <summary>Such as <c>1 row added, 2 changed</c>.</summary>
    public override string ToString()
    {
        (int Count, string Word)[] parts = [(Added, "added"), (Changed, "changed"), (Gone, "gone")];
        var told = parts.Where(part => part.Count > 0).ToList();
        return string.Join(", ", told.Select((part, i) => i > 0 ? $"{part.Count} {part.Word}" : $"{part.Count} {(part.Count == 1 ? "row" : "rows")} {part.Word}"));
    }

    private static (string Model, string Provenance, string? Source) Place(LeaderboardRow row) => (row.Model, row.Provenance, row.Source);

    private static bool SaysTheSame(LeaderboardRow one, LeaderboardRow other) => Unranked(one) == Unranked(other);

    private static LeaderboardRow Unranked(LeaderboardRow row) => row with { Rank = null, RankLow = null, RankHigh = null };
}
