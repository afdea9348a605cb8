using System.Diagnostics.CodeAnalysis;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Web.Leaderboard.Table;

namespace RewardBench2.Web.Leaderboard;

/// <summary>What a reader chose to see; <see cref="LeaderboardAddress"/> spells it in addresses.</summary>
public sealed record LeaderboardQuery
{
    /// <summary>The official dataset once anything is published on it, which is from the start.</summary>
    public const string DefaultDataset = "rewardbench-2";

    public string Dataset { get; init; } = DefaultDataset;

    /// <summary>What the dataset is of.</summary>
    public BenchmarkDefinition Benchmark { get; init; } = BenchmarkCatalog.RewardBench2;

    /// <summary>Words and <c>field:value</c>, all of which have to match; <c>null</c> for all.</summary>
    public string? Search { get; init; }

    /// <summary>A model type; <c>null</c> for all.</summary>
    public string? Type { get; init; }

    /// <summary>The part of names before the slash; <c>null</c> for all.</summary>
    public string? Developer { get; init; }

    /// <summary>One of <see cref="Storage.Provenance"/>, or <c>here</c> for all that was computed here; <c>null</c> for all.</summary>
    public string? Provenance { get; init; }

    /// <summary>A licence; <c>null</c> for all.</summary>
    public string? Licence { get; init; }

    /// <summary>Leaves out models whose makers serve them through an API only.</summary>
    public bool WithoutApiOnly { get; init; }

    /// <summary>Billions of parameters at most; models of unknown size are left out. <c>null</c> for all.</summary>
    public double? MaxSize { get; init; }

    /// <summary>Only models with all subsets.</summary>
    public bool CompleteOnly { get; init; }

    /// <summary>Adds Ai2's sweep runs.</summary>
    public bool Sweeps { get; init; }

    public IReadOnlyList<SortTerm> Sort { get; init; } = SortTerm.Default;

    public IReadOnlyList<LeaderboardColumn> Columns { get; init; } = LeaderboardColumns.Of(BenchmarkCatalog.RewardBench2).Default;

    /// <summary><c>null</c> for the official average.</summary>
    public CustomWeights? Weights { get; init; }

    /// <summary>Whether the weights change the average.</summary>
    [MemberNotNullWhen(true, nameof(Weights))]
    public bool IsWeighted => Weights is { AreEqual: false };

    /// <summary>Models shown above the others; differences are to the first of them.</summary>
    public IReadOnlyList<string> Pins { get; init; } = [];

    /// <summary>Whether anything but order and columns was chosen.</summary>
    public bool IsFiltered =>
        Search is not null || Type is not null || Developer is not null || Provenance is not null || Licence is not null
        || WithoutApiOnly || MaxSize is not null || CompleteOnly;

    /// <summary>The same view with everything shown.</summary>
    public LeaderboardQuery WithoutFilters() => this with
    {
        Search = null,
        Type = null,
        Developer = null,
        Provenance = null,
        Licence = null,
        WithoutApiOnly = false,
        MaxSize = null,
        CompleteOnly = false,
    };

    /// <summary>What the reader sees.</summary>
    public LeaderboardView Apply(RankedModels leaderboard)
    {
        var terms = ModelSearchTerm.Parse(Search, leaderboard.Benchmark);
        var all = leaderboard.All(Sweeps);
        if (IsWeighted)
        {
            all = Weights.Rank(all);
        }

        var rows = SortTerm.Apply(all.Where(row => Admits(row) && terms.All(term => term.Admits(row))), Sort);
        var pinned = Pins
            .Select(pin => all.FirstOrDefault(row => row.Model.Equals(pin, StringComparison.OrdinalIgnoreCase)))
            .OfType<LeaderboardRow>()
            .ToList();
        return new LeaderboardView(this, leaderboard, pinned, rows, all, terms.Select(term => term.Problem()).FirstOrDefault(problem => problem is not null));
    }

    private bool Admits(LeaderboardRow row) =>
        (Type is null || string.Equals(row.ModelType, Type, StringComparison.OrdinalIgnoreCase))
        && (Developer is null || string.Equals(row.Facts.Developer, Developer, StringComparison.OrdinalIgnoreCase))
        && (Licence is null || string.Equals(row.Facts.Licence, Licence, StringComparison.OrdinalIgnoreCase))
        && (Provenance is null || (Provenance == "here" ? row.RunId is not null : row.Provenance == Provenance))
        && (!WithoutApiOnly || row.Facts.Weights != ModelWeights.ApiOnly)
        && (MaxSize is null || row.Facts.BillionParameters <= MaxSize)
        && (!CompleteOnly || row.IsComplete);
}

/// <summary>A leaderboard as one reader sees it.</summary>
/// <param name="Pinned">Pinned rows, in the order they were pinned.</param>
/// <param name="Rows">The rows that match, in the order asked for; pinned ones among them.</param>
/// <param name="All">Every row that could match, by rank.</param>
/// <param name="Problem">What cannot be understood in the search; <c>null</c> when nothing.</param>
public sealed record LeaderboardView(
    LeaderboardQuery Query,
    RankedModels Leaderboard,
    IReadOnlyList<LeaderboardRow> Pinned,
    IReadOnlyList<LeaderboardRow> Rows,
    IReadOnlyList<LeaderboardRow> All,
    string? Problem)
{
    /// <summary>How many models are compared side by side.</summary>
    public const int MostCompared = 5;

    private readonly RowMarkups _markups = Query.IsWeighted ? new RowMarkups(LeaderboardColumns.Of(Leaderboard.Benchmark)) : Leaderboard.Markups;

    /// <summary>The row that differences are taken to; <c>null</c> when none is pinned.</summary>
    public LeaderboardRow? Reference => Pinned.Count > 0 ? Pinned[0] : null;

    /// <summary>Whether the intervals of the averages do not tell a row from the reference.</summary>
    public bool IsLevelWithReference(LeaderboardRow row) =>
        Reference?.Average is { } average && row.Average is { } other && average.Overlaps(other);

    /// <summary>A row's markup: shared with every other page, unless custom weights gave the row an average of its own.</summary>
    internal RowMarkup MarkupOf(LeaderboardRow row) => _markups.For(row);

    /// <summary>How many models the intervals do not tell from the best one.</summary>
    public int NotSeparatedFromFirst => All.Count(row => row.RankLow == 1);
}
