using RewardBench2.Benchmark;

namespace RewardBench2.Web.Leaderboard;

/// <summary>What a reader chose to see, as the address spells it.</summary>
public sealed record LeaderboardQuery
{
    /// <summary>The official data set once anything is published on it, which is from the start.</summary>
    public const string DefaultDataset = "rewardbench-2";

    public string Dataset { get; init; } = DefaultDataset;

    /// <summary>Part of a model's name; <c>null</c> for all.</summary>
    public string? Search { get; init; }

    /// <summary>A model type; <c>null</c> for all.</summary>
    public string? Type { get; init; }

    /// <summary><c>average</c>, <c>model</c> or a subset's name.</summary>
    public string Sort { get; init; } = "average";

    public bool Descending { get; init; } = true;

    /// <summary>Adds Ai2's sweep runs.</summary>
    public bool Sweeps { get; init; }

    /// <summary>Whether a name is one of the columns that rows can be sorted by.</summary>
    public static bool IsColumn(string name) =>
        name.Equals("average", StringComparison.OrdinalIgnoreCase)
        || name.Equals("model", StringComparison.OrdinalIgnoreCase)
        || Subsets.Parse(name) is not null;

    /// <summary>The rows that match, in the order asked for; rows that lack the sorted score come last either way.</summary>
    public IReadOnlyList<LeaderboardRow> Apply(Board board)
    {
        var rows = (Sweeps ? board.RowsWithSweeps : board.Rows).Where(Matches);
        if (string.Equals(Sort, "model", StringComparison.OrdinalIgnoreCase))
        {
            return [.. Descending
                ? rows.OrderByDescending(row => row.Model, StringComparer.OrdinalIgnoreCase)
                : rows.OrderBy(row => row.Model, StringComparer.OrdinalIgnoreCase)];
        }

        var subset = Subsets.Parse(Sort);
        double? Key(LeaderboardRow row) => subset is null ? row.Average?.Score : row.Subsets.GetValueOrDefault(subset.Value)?.Score;
        var present = rows.OrderBy(row => Key(row) is null);
        return [.. Descending ? present.ThenByDescending(Key) : present.ThenBy(Key)];
    }

    private bool Matches(LeaderboardRow row) =>
        (Type is null || string.Equals(row.ModelType, Type, StringComparison.OrdinalIgnoreCase))
        && (string.IsNullOrWhiteSpace(Search) || row.Model.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase));
}
