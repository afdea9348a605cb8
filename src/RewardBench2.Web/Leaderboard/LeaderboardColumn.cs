using System.Collections.Concurrent;
using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Web.Theme;

namespace RewardBench2.Web.Leaderboard;

/// <summary>A column of the leaderboard.</summary>
/// <param name="Key">How addresses spell it.</param>
/// <param name="Title">Its head.</param>
/// <param name="Meaning">What it shows, for the column chooser.</param>
/// <param name="Value">What rows are sorted by; <c>null</c> where a row has none.</param>
public sealed record LeaderboardColumn(string Key, string Title, string Meaning, Func<LeaderboardRow, IComparable?> Value)
{
    /// <summary>Shown unless the reader chooses columns.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The score that is drawn as a coloured cell with its interval; <c>null</c> for other columns.</summary>
    public Func<LeaderboardRow, Estimate?>? Score { get; init; }

    /// <summary>What guessing earns, a fraction: the foot of the colours.</summary>
    public double Chance { get; init; } = Heat.Floor;

    /// <summary>Words rather than numbers: left-aligned, and sorted from A to Z first.</summary>
    public bool IsText { get; init; }

    /// <summary>The cell's text. Defaults to the value as it is.</summary>
    public Func<LeaderboardRow, string> Text { get; init; } = row => Value(row)?.ToString() ?? Numbers.Nothing;

    /// <summary>The cell's tooltip; <c>null</c> for none.</summary>
    public Func<LeaderboardRow, string?>? Hint { get; init; }

    /// <summary>Columns of one key are one column.</summary>
    public bool Equals(LeaderboardColumn? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>The columns that the leaderboard of a benchmark can have, in the order of the table. Rank and model are always shown.</summary>
public sealed class LeaderboardColumns
{
    private static readonly ConcurrentDictionary<BenchmarkDefinition, LeaderboardColumns> Known = new();

    private LeaderboardColumns(BenchmarkDefinition benchmark)
    {
        Benchmark = benchmark;
        var further = FurtherScore.Of(benchmark);
        var sections = FurtherScore.OfSections(benchmark).Select(section => section.Name).ToHashSet();

        // Where there are sections, they are what the benchmark's own table shows: a subset stands there if it is a section itself.
        bool IsShown(Subset subset) => benchmark.Sections.Count == 0 || benchmark.Sections.Any(section => section.Subsets is [var only] && only == subset.Name && section.Name == only);
        Optional =
        [
            Text("type", "Type", "How the model arrives at its rewards", row => row.ModelType) with { IsDefault = true },
            Average with { Chance = benchmark.Chance ?? Heat.Floor },
            .. benchmark.Subsets.Select(subset => Scored(
                subset.Name, $"The score on {subset.Name}", row => row.Score(subset), subset.Rule.Chance) with { IsDefault = IsShown(subset) }),
            .. further.Select(one => Scored(
                one.Name,
                sections.Contains(one.Name) ? $"The mean of the subsets of {one.Name}" : $"{one.Definition.Subsets[0].Rule.Description}",
                row => row.Further.GetValueOrDefault(one.Name),
                one.Definition.Chance)),
            .. Others(benchmark),
        ];
        Default = [.. Optional.Where(column => column.IsDefault)];
    }

    public static LeaderboardColumn Model { get; } = Text("model", "Model", "The model's name", row => row.Model);

    public static LeaderboardColumn Average { get; } =
        Scored("average", "The benchmark's average over its subsets", row => row.Average, chance: null) with { Title = Subsets.Average };

    /// <summary>What is scored.</summary>
    public BenchmarkDefinition Benchmark { get; }

    /// <summary>Those a reader can choose among.</summary>
    public IReadOnlyList<LeaderboardColumn> Optional { get; }

    /// <summary>Those shown unless the reader chooses.</summary>
    public IReadOnlyList<LeaderboardColumn> Default { get; }

    /// <summary>The scores beside the average that are shown unless the reader chooses: subsets, or where there are sections, those.</summary>
    public IEnumerable<LeaderboardColumn> Parts => Default.Where(column => column.Score is not null && column != Average);

    /// <summary>The columns of a benchmark's leaderboard.</summary>
    public static LeaderboardColumns Of(BenchmarkDefinition benchmark) => Known.GetOrAdd(benchmark, known => new LeaderboardColumns(known));

    /// <summary>The column of a key, case ignored; <c>null</c> when there is none.</summary>
    public LeaderboardColumn? Parse(string key) =>
        key.Equals(Model.Key, StringComparison.OrdinalIgnoreCase)
            ? Model
            : Optional.FirstOrDefault(column => column.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    // The first RewardBench is what RewardBench 2 is compared with.
    private static IEnumerable<LeaderboardColumn> Others(BenchmarkDefinition benchmark) =>
    [
        Text("provenance", "Provenance", "Where the figures come from", row => row.Provenance) with { IsDefault = true },
        Statistic("spread", "Spread", "Highest minus lowest subset score", LeaderboardFigures.Spread, Numbers.Percent),
        .. benchmark == BenchmarkCatalog.RewardBench2
            ? [
                Statistic("v1", "Version 1", "The mean of the four sections of the first RewardBench", row => row.Version1, Numbers.Percent),
                Statistic("drop", "v2 − v1", "The average minus the first RewardBench's", LeaderboardFigures.Drop, Numbers.Points),
            ]
            : Array.Empty<LeaderboardColumn>(),
        new("size", "Size", "Billions of parameters", row => row.Facts.BillionParameters)
        {
            Text = row => Numbers.UpTo(row.Facts.BillionParameters, decimals: 2) + (row.Facts.SizeIsFromName ? "*" : null),
            Hint = row => row.Facts.SizeIsFromName ? "From the name" : null,
        },
        Text("developer", "Developer", "The part of the name before the slash", row => row.Facts.Developer),
        Text("weights", "Weights", "Whether the weights can be had", row => row.Facts.Weights),
        Text("licence", "Licence", "As the submitter states it", row => row.Facts.Licence),
        Text("base", "Base model", "As the submitter states it", row => row.Facts.BaseModel),
        new("runs", "Runs here", "How many runs of the model were made on this site", row => row.RunsMade),
        new("date", "Finished", "When the run finished", row => row.FinishedAt)
        {
            Text = row => row.FinishedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Numbers.Nothing,
        },
    ];

    private static LeaderboardColumn Scored(string name, string meaning, Func<LeaderboardRow, Estimate?> score, double? chance) =>
        new(name, name, meaning, row => score(row)?.Score) { IsDefault = true, Score = score, Chance = chance ?? Heat.Floor };

    private static LeaderboardColumn Text(string key, string title, string meaning, Func<LeaderboardRow, IComparable?> value) =>
        new(key, title, meaning, value) { IsText = true };

    private static LeaderboardColumn Statistic(
        string key, string title, string meaning, Func<LeaderboardRow, double?> value, Func<double?, string> text) =>
        new(key, title, meaning, row => value(row)) { Text = row => text(value(row)) };
}

/// <summary>Figures that follow from a row's scores.</summary>
public static class LeaderboardFigures
{
    /// <summary>Highest minus lowest subset score; <c>null</c> without scores.</summary>
    public static double? Spread(LeaderboardRow row) => row.Subsets.Count == 0
        ? null
        : row.Subsets.Values.Max(estimate => estimate.Score) - row.Subsets.Values.Min(estimate => estimate.Score);

    /// <summary>RewardBench 2 minus the first RewardBench; <c>null</c> unless both are known.</summary>
    public static double? Drop(LeaderboardRow row) => row.Average?.Score - row.Version1;
}
