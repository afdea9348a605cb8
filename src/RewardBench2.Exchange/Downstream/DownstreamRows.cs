using System.Globalization;
using System.Text.RegularExpressions;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Downstream;

/// <summary>Turns rows of the open format into downstream results, checking each and all of them together.</summary>
internal static partial class DownstreamRows
{
    /// <summary>The columns that hold RewardBench 2 scores as the source states them, by the score's name.</summary>
    public static IReadOnlyDictionary<string, string> BenchmarkColumns { get; } = new Dictionary<string, string>
    {
        [Subsets.Average] = "rb2_average",
        [Subsets.Factuality.Name] = "rb2_factuality",
        [Subsets.PreciseIF.Name] = "rb2_precise_if",
        [Subsets.Math.Name] = "rb2_math",
        [Subsets.Safety.Name] = "rb2_safety",
        [Subsets.Focus.Name] = "rb2_focus",
        [Subsets.Ties.Name] = "rb2_ties",
    };

    public static IReadOnlyList<string> Columns { get; } =
    [
        "model", "task", "method", "n", "score", "unit", "policy", "group", "base_model", "settings",
        .. BenchmarkColumns.Values,
        "source", "source_url",
    ];

    private static readonly HashSet<string> Known = [.. Columns.Select(Key)];

    /// <summary>A column's name without what spellings differ in: <c>base_model</c> and <c>baseModel</c> are one.</summary>
    public static string Key(string column) => new([.. column.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    public static DownstreamUnit? Unit(string text) => text.Trim().ToLowerInvariant() switch
    {
        "fraction" => DownstreamUnit.Fraction,
        "percent" or "per cent" or "%" => DownstreamUnit.Percent,
        _ => null,
    };

    public static InvalidFileException BadUnit(string where, string unit) =>
        new($"{where}the unit {Excerpt.Quote(unit)} is unknown; write 'fraction' (0 to 1) or 'percent' (0 to 100).");

    /// <exception cref="InvalidFileException">A row breaks a rule, a unit is missing or contradicts its scores, or rows repeat each other.</exception>
    public static List<(string Source, string? Url, DownstreamResult Result)> Read(IReadOnlyList<SourceRow> rows, DownstreamDefaults defaults)
    {
        foreach (var row in rows)
        {
            CheckColumns(row);
        }

        double[] scores = [.. rows.Select(row => Number(row, "score") ?? throw row.Bad("score", "is empty; every row needs a number there"))];
        var units = Units(rows, scores, defaults.Unit);
        var results = new List<(string Source, string? Url, DownstreamResult Result)>(rows.Count);
        var places = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < rows.Count; i++)
        {
            var source = Short(rows[i], "source", 300) ?? defaults.Source
                ?? throw rows[i].Bad("source", "is empty; say who measured the results, in a column or for the whole file");
            var result = Result(rows[i], scores[i], units[i]);
            var key = string.Join('\u001f', source, result.Model, result.Task, result.Method, result.N, result.Policy, result.Settings);
            if (!places.TryAdd(key, rows[i].Where))
            {
                throw rows[i].Bad($"{result.Model} on {result.Task} by {result.Method} was already given ({places[key]}); keep one of them, or tell them apart by n, policy or settings.");
            }

            results.Add((source, Url(rows[i]) ?? defaults.Url, result));
        }

        return results;
    }

    // A unit is never guessed: where it is not said, or contradicts the figures, the answer names what the figures look like.
    private static DownstreamUnit[] Units(IReadOnlyList<SourceRow> rows, double[] scores, DownstreamUnit? whole)
    {
        var units = new DownstreamUnit[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            units[i] = rows[i].OptionalText("unit") is { } text ? Unit(text) ?? throw BadUnit($"{rows[i].Where}: ", text)
                : whole ?? throw rows[i].Bad("unit", $"is empty. The scores lie between {scores.Min():0.###} and {scores.Max():0.###}, "
                    + $"which looks like {(scores.Max() > 1.5 ? "percent" : "fractions")}; say which: 'fraction' or 'percent', in a column or for the whole file");
            if (units[i] == DownstreamUnit.Fraction && scores[i] is < -0.02 or > 1.02)
            {
                throw rows[i].Bad("score", $"is {scores[i]:0.###}, which is not a fraction; if the scores are per cent, say so with the unit 'percent'");
            }

            if (units[i] == DownstreamUnit.Percent && scores[i] is < -2 or > 102)
            {
                throw rows[i].Bad("score", $"is {scores[i]:0.###}, which is not a percentage; scores have to lie between 0 and 100");
            }
        }

        foreach (var task in Enumerable.Range(0, rows.Count).GroupBy(i => (rows[i].OptionalText("task"), rows[i].OptionalText("method"))))
        {
            if (task.All(i => units[i] == DownstreamUnit.Percent && scores[i] is > 0 and <= 1))
            {
                throw rows[task.First()].Bad("unit", $"says percent, but every score of {Excerpt.Quote(task.Key.Item1 ?? "")} lies between 0 and 1, which looks like fractions; write the unit 'fraction' (0.8 percent is the fraction 0.008)");
            }
        }

        return units;
    }

    private static DownstreamResult Result(SourceRow row, double score, DownstreamUnit unit)
    {
        var method = (Short(row, "method", 40) ?? throw row.Bad("method", "is empty; write best-of-n, ppo or another method's name")).ToLowerInvariant();
        var n = row["n"] is string text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw row.Bad("n", $"is {Excerpt.Quote(text)}, where a whole number is expected")
            : row.OptionalInteger("n");
        return new DownstreamResult
        {
            Model = Short(row, "model", 200) ?? throw row.Bad("model", "is empty; every row needs the reward model's name"),
            Task = Short(row, "task", 80) ?? throw row.Bad("task", "is empty; every row needs what was measured, such as GSM8K"),
            Method = MethodName().IsMatch(method) ? method : throw row.Bad("method", $"is {Excerpt.Quote(method)}; a method is written in letters, digits and dashes, such as best-of-n or ppo"),
            N = n switch
            {
                null when method == "best-of-n" => throw row.Bad("n", "is empty; best-of-n needs the number of completions chosen from"),
                < 1 or > 1_000_000 => throw row.Bad("n", $"is {n}; it has to be at least 1"),
                _ => (int?)n,
            },
            Score = Fraction(score, unit),
            Policy = Short(row, "policy", 200),
            Group = Short(row, "group", 200),
            BaseModel = Short(row, "basemodel", 200),
            Settings = Short(row, "settings", 1000),
            BenchmarkScores = BenchmarkColumns
                .Select(column => (column.Key, Score: Number(row, Key(column.Value)), Column: column.Value))
                .Where(column => column.Score is not null)
                .ToDictionary(column => column.Key, column => Benchmark(row, column.Column, Fraction(column.Score!.Value, unit))),
        };
    }

    private static double Benchmark(SourceRow row, string column, double fraction) =>
        fraction is >= -0.011 and <= 1.011 ? fraction
            : throw row.Bad(column, "is outside what RewardBench 2 scores can be; it has to be in the same unit as the score");

    // Decimal arithmetic, because 59.8 / 100 in binary is not the double nearest 0.598.
    private static double Fraction(double score, DownstreamUnit unit) =>
        unit == DownstreamUnit.Fraction ? score : (double)((decimal)score / 100);

    private static double? Number(SourceRow row, string column) => row[column] switch
    {
        null => null,
        long whole => whole,
        double number when double.IsFinite(number) => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        string text => throw row.Bad(column, $"is {Excerpt.Quote(text)}, where a number is expected (with a point, without a sign of per cent)"),
        _ => throw row.Bad(column, "is not a number"),
    };

    private static string? Short(SourceRow row, string column, int longest) =>
        row.OptionalText(column)?.Trim() is not { Length: > 0 } text ? null
            : text.Length > longest || text.Any(char.IsControl) ? throw row.Bad(column, $"is longer than {longest} characters, or of several lines")
            : text;

    private static string? Url(SourceRow row) =>
        Short(row, "sourceurl", 500) is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? url.AbsoluteUri
            : throw row.Bad("source_url", $"is {Excerpt.Quote(text)}; it has to be a whole address with https://");

    private static void CheckColumns(SourceRow row)
    {
        if (row.Values.Keys.FirstOrDefault(column => !Known.Contains(column)) is { } unknown)
        {
            throw row.Bad($"the column {Excerpt.Quote(unknown)} is unknown; the format has {string.Join(", ", Columns)}.");
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*\z")]
    private static partial Regex MethodName();
}
