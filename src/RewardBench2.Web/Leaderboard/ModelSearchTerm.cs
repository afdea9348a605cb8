using System.Globalization;
using System.Text.RegularExpressions;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Web.Leaderboard;

/// <summary>One word of a search: part of a model's name, or <c>field:value</c>; a minus in front takes matches out.</summary>
/// <param name="Field">A field's name; <c>null</c> for part of a model's name.</param>
/// <param name="Comparison"><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c> or <c>=</c>; empty for text.</param>
public sealed partial record ModelSearchTerm(string? Field, string Comparison, string Value, bool IsExcluded)
{
    private static readonly Dictionary<string, Func<LeaderboardRow, string?>> TextFields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["model"] = row => row.Model,
        ["type"] = row => row.ModelType,
        ["developer"] = row => row.Facts.Developer,
        ["licence"] = row => row.Facts.Licence,
        ["license"] = row => row.Facts.Licence,
        ["weights"] = row => row.Facts.Weights,
        ["base"] = row => row.Facts.BaseModel,
        ["provenance"] = row => row.Provenance,
    };

    // Scores are written as on the page, in per cent.
    private static readonly Dictionary<string, Func<LeaderboardRow, double?>> NumberFields = new(
        [
            new("size", row => row.Facts.BillionParameters),
            new("average", row => row.Average?.Score * 100),
            new("rank", row => row.Rank),
            new("v1", row => row.Version1 * 100),
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What the models are scored on: its subsets are fields.</summary>
    private BenchmarkDefinition Benchmark { get; init; } = BenchmarkCatalog.RewardBench2;

    private IEnumerable<string> Fields =>
        [.. TextFields.Keys.Where(word => word != "license"), .. NumberFields.Keys, .. Benchmark.Subsets.Select(subset => FieldOf(subset))];

    /// <summary>Takes a search apart; words in double quotes stay together.</summary>
    /// <param name="search">As it was typed.</param>
    /// <param name="benchmark">What the models are scored on.</param>
    public static IReadOnlyList<ModelSearchTerm> Parse(string? search, BenchmarkDefinition benchmark) =>
        [.. Term().Matches(search ?? string.Empty).Select(Read).Where(term => term.Value.Length > 0).Select(term => term with { Benchmark = benchmark })];

    /// <summary>What is wrong with the term and what to write instead; <c>null</c> when it is well.</summary>
    public string? Problem() => Field switch
    {
        null => null,
        _ when TextFields.ContainsKey(Field) => Comparison.Length is 0 or 1 && Comparison is "" or "=" ? null : $"{Field} contains text: write {Field}:{Value}.",
        _ when Figure(Field) is not null => Number() is not null ? null : $"{Field} is a number: write {Field}:>=8 or {Field}:7.",
        _ => $"There is no field '{Field}'. Fields are {string.Join(", ", Fields)}.",
    };

    /// <summary>Whether a row is to be shown; a term with a problem holds nothing back.</summary>
    public bool Admits(LeaderboardRow row) => Problem() is not null || Matches(row) != IsExcluded;

    private bool Matches(LeaderboardRow row)
    {
        if (Field is null)
        {
            return row.Model.Contains(Value, StringComparison.OrdinalIgnoreCase);
        }

        if (TextFields.TryGetValue(Field, out var words))
        {
            return words(row)?.Contains(Value, StringComparison.OrdinalIgnoreCase) is true;
        }

        return Figure(Field)!(row) is { } number && Number() is { } limit && Comparison switch
        {
            "<" => number < limit,
            "<=" => number <= limit,
            ">" => number > limit,
            ">=" => number >= limit,
            _ => Math.Abs(number - limit) < 0.05,
        };
    }

    private Func<LeaderboardRow, double?>? Figure(string field) =>
        NumberFields.TryGetValue(field, out var figure) ? figure
        : Benchmark.Subsets.FirstOrDefault(subset => FieldOf(subset).Equals(field, StringComparison.OrdinalIgnoreCase)) is { } subset
            ? row => row.Score(subset)?.Score * 100
            : null;

    // A field is one word.
    private static string FieldOf(Subset subset) => string.Concat(subset.Name.Where(char.IsAsciiLetterOrDigit));

    private double? Number() =>
        double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ModelSearchTerm Read(Match match) => new(
        match.Groups["field"] is { Success: true } field ? field.Value : null,
        match.Groups["comparison"].Value,
        match.Groups["value"].Value.Trim('"'),
        match.Groups["minus"].Success);

    [GeneratedRegex("""(?<minus>-(?=\S))?(?:@?(?<field>[A-Za-z0-9]+):(?<comparison><=|>=|<|>|=)?)?(?<value>"[^"]*"|[^\s"]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Term();
}
