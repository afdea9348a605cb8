using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Published;

/// <summary>Reads the published results that come with the project (<c>content/published</c>).</summary>
public static class PublishedResults
{
    /// <summary>The first RewardBench's further section, which its average leaves out.</summary>
    public const string PriorSets = "Prior Sets";

    private static readonly Dictionary<string, string> Version1Columns = new()
    {
        ["Chat"] = "chat",
        ["Chat Hard"] = "chat_hard",
        ["Safety"] = "safety",
        ["Reasoning"] = "reasoning",
    };

    private static readonly Dictionary<string, string> Version2Columns =
        Subsets.All.ToDictionary(subset => subset.Name, subset => subset == Subsets.PreciseIF ? "precise_if" : subset.Name);

    /// <summary>Chat, Chat Hard, Safety, Reasoning: the first RewardBench is compared by their plain mean.</summary>
    public static IReadOnlyList<string> RewardBench1Sections { get; } = [.. Version1Columns.Keys];

    /// <summary>Reads either version; which one it is shows in the columns.</summary>
    /// <returns>
    /// One record per name, in the file's order. Of several rows with the same name the first is kept: the file is
    /// sorted best first, and the one name concerned was cut off in print, so its rows cannot be told apart.
    /// </returns>
    /// <exception cref="InvalidFileException">Columns are missing, or a score is not a number in its range.</exception>
    public static IReadOnlyList<PublishedResult> Read(Stream stream, string name = "The published results")
    {
        var table = CsvTable.Read(stream, name);
        var isVersion1 = table.Has("published_score");
        return
        [
            .. Enumerable.Range(0, table.Rows.Count)
                .Select(row => isVersion1 ? ReadVersion1(table, row) : ReadVersion2(table, row))
                .GroupBy(result => result.Model, StringComparer.OrdinalIgnoreCase)
                .Select(rows => rows.First() with { FurtherRows = rows.Count() - 1 }),
        ];
    }

    private static PublishedResult ReadVersion2(CsvTable table, int row)
    {
        var average = Fraction(table, row, "average");
        return new PublishedResult(Model(table, row), Type(table, row), average, average, Scores(table, row, Version2Columns));
    }

    private static PublishedResult ReadVersion1(CsvTable table, int row)
    {
        var scores = Scores(table, row, Version1Columns);
        double? average = scores.Count == Version1Columns.Count ? scores.Values.Average() : null;

        // 0.0 stands there for "not run": no model gets every one of thousands of comparisons wrong.
        if (Fraction(table, row, "prior_sets") is > 0 and var prior)
        {
            scores[PriorSets] = prior;
        }

        return new PublishedResult(Model(table, row), Type(table, row), Fraction(table, row, "published_score"), average, scores);
    }

    private static string Model(CsvTable table, int row) =>
        table.Text(row, "model") is { Length: > 0 } model
            ? model
            : throw new InvalidFileException($"Row {row + 1} of the published results names no model; every row needs one.");

    private static string Type(CsvTable table, int row)
    {
        var type = table.Text(row, "model_type");
        return ModelType.Parse(type) ?? ModelType.Parse(type + " RM")
            ?? throw new InvalidFileException($"Row {row + 1} of the published results: {Excerpt.Quote(type)} is not a model type; there are {string.Join(", ", ModelType.All)}.");
    }

    private static Dictionary<string, double> Scores(CsvTable table, int row, Dictionary<string, string> columns)
    {
        var scores = new Dictionary<string, double>();
        foreach (var (score, column) in columns)
        {
            if (Fraction(table, row, column) is { } value)
            {
                scores[score] = value;
            }
        }

        return scores;
    }

    private static double? Fraction(CsvTable table, int row, string column) =>
        table.Number(row, column) is not { } value ? null
            : value is >= -0.01 and <= 1.01 ? value
            : throw new InvalidFileException($"Row {row + 1}, column {column}: {value} is not a fraction; per cent have to be divided by 100.");
}

/// <summary>One model's published results in one version of the benchmark.</summary>
/// <param name="Model">The model's name as published, mostly <c>org/name</c>.</param>
/// <param name="ModelType">The type in RewardBench 2's spelling.</param>
/// <param name="PublishedScore">The overall score as it was published, a fraction.</param>
/// <param name="Average">
/// What to compare by, a fraction. RewardBench 2: the published average. First RewardBench: the plain mean of its four
/// sections, <c>null</c> where one is absent, because the published score mixes definitions.
/// </param>
/// <param name="Scores">
/// Scores by name: RewardBench 2's six subsets, or <see cref="PublishedResults.RewardBench1Sections"/> and
/// <see cref="PublishedResults.PriorSets"/>. Fractions; Ties from -0.01 to 1.01. Absent where not measured.
/// </param>
/// <param name="FurtherRows">How many further rows of the file carry the same name and were left out; mostly 0.</param>
public sealed record PublishedResult(
    string Model,
    string ModelType,
    double? PublishedScore,
    double? Average,
    IReadOnlyDictionary<string, double> Scores,
    int FurtherRows = 0)
{
    /// <summary>One of Ai2's own sweep runs (<c>allenai/open_instruct_dev-…</c>), which tables hide until asked.</summary>
    public bool IsSweep => Model.StartsWith("allenai/open_instruct_dev-", StringComparison.OrdinalIgnoreCase);
}
