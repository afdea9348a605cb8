using System.Globalization;
using RewardBench2.Benchmark;

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

    /// <summary>The average or a subset: drawn as a coloured cell with its interval.</summary>
    public bool IsScore { get; init; }

    /// <summary>The subset of a score column; <c>null</c> for the average.</summary>
    public Subset? Subset { get; init; }

    /// <summary>Words rather than numbers: left-aligned, and sorted from A to Z first.</summary>
    public bool IsText { get; init; }

    /// <summary>The cell's text. Defaults to the value as it is.</summary>
    public Func<LeaderboardRow, string> Text { get; init; } = row => Value(row)?.ToString() ?? Numbers.Nothing;

    /// <summary>The cell's tooltip; <c>null</c> for none.</summary>
    public Func<LeaderboardRow, string?>? Hint { get; init; }
}

/// <summary>Every column there is, in the order of the table. Rank and model are always shown.</summary>
public static class LeaderboardColumns
{
    public static LeaderboardColumn Model { get; } = Text("model", "Model", "The model's name", row => row.Model);

    public static LeaderboardColumn Average { get; } = new("average", Subsets.Average, "The plain mean of the six subsets", row => row.Average?.Score)
    {
        IsDefault = true,
        IsScore = true,
    };

    /// <summary>Those a reader can choose among.</summary>
    public static IReadOnlyList<LeaderboardColumn> Optional { get; } =
    [
        Text("type", "Type", "How the model arrives at its rewards", row => row.ModelType) with { IsDefault = true },
        Average,
        .. Subsets.All.Select(subset => new LeaderboardColumn(subset.Name, subset.Name, $"The score on {subset.Name}", row => row.Score(subset)?.Score)
        {
            IsDefault = true,
            IsScore = true,
            Subset = subset,
        }),
        Text("provenance", "Provenance", "Where the figures come from", row => row.Provenance) with { IsDefault = true },
        Statistic("spread", "Spread", "Highest minus lowest subset score", LeaderboardFigures.Spread, Numbers.Percent),
        Statistic("v1", "Version 1", "The mean of the four sections of the first RewardBench", row => row.Version1, Numbers.Percent),
        Statistic("drop", "v2 − v1", "The average minus the first RewardBench's", LeaderboardFigures.Drop, Numbers.Points),
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

    /// <summary>Those shown unless the reader chooses.</summary>
    public static IReadOnlyList<LeaderboardColumn> Default { get; } = [.. Optional.Where(column => column.IsDefault)];

    /// <summary>The column of a key, case ignored; <c>null</c> when there is none.</summary>
    public static LeaderboardColumn? Parse(string key) =>
        key.Equals(Model.Key, StringComparison.OrdinalIgnoreCase)
            ? Model
            : Optional.FirstOrDefault(column => column.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

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
