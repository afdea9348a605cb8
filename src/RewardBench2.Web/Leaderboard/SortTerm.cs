namespace RewardBench2.Web.Leaderboard;

/// <summary>One column that rows are sorted by.</summary>
public sealed record SortTerm(LeaderboardColumn Column, bool Descending)
{
    /// <summary>Best average first.</summary>
    public static IReadOnlyList<SortTerm> Default { get; } = [Natural(LeaderboardColumns.Average)];

    /// <summary>Numbers from the highest, text from A.</summary>
    public static SortTerm Natural(LeaderboardColumn column) => new(column, !column.IsText);

    /// <summary>Reads <c>Ties,model</c> or <c>Ties:asc,model:desc</c>; <c>null</c> when a column is unknown.</summary>
    public static IReadOnlyList<SortTerm>? Parse(string? text, LeaderboardColumns columns)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Default;
        }

        var terms = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(term => ParseOne(term, columns)).ToList();
        return terms.Count == 0 || terms.Any(term => term is null) ? null : [.. terms.OfType<SortTerm>().DistinctBy(term => term.Column.Key)];
    }

    /// <summary>The spelling that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        this == Natural(Column) ? Column.Key : $"{Column.Key}:{(Descending ? "desc" : "asc")}";

    /// <summary>The rows in order; rows that lack a column's value come last either way.</summary>
    public static IReadOnlyList<LeaderboardRow> Apply(IEnumerable<LeaderboardRow> rows, IReadOnlyList<SortTerm> terms)
    {
        IOrderedEnumerable<LeaderboardRow>? ordered = null;
        foreach (var (column, descending) in terms)
        {
            ordered = ordered is null
                ? rows.OrderBy(row => column.Value(row) is null)
                : ordered.ThenBy(row => column.Value(row) is null);
            ordered = descending ? ordered.ThenByDescending(column.Value, Order) : ordered.ThenBy(column.Value, Order);
        }

        return ordered is null ? [.. rows] : [.. ordered.ThenBy(row => row.Rank ?? int.MaxValue)];
    }

    private static readonly Comparer<IComparable?> Order = Comparer<IComparable?>.Create((one, other) => (one, other) switch
    {
        (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
        (null, null) => 0,
        (null, _) => -1,
        _ => one.CompareTo(other),
    });

    private static SortTerm? ParseOne(string text, LeaderboardColumns columns)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return columns.Parse(text) is { } plain ? Natural(plain) : null;
        }

        return columns.Parse(text[..colon]) is not { } column ? null : text[(colon + 1)..] switch
        {
            "asc" => new SortTerm(column, Descending: false),
            "desc" => new SortTerm(column, Descending: true),
            _ => null,
        };
    }
}
