using System.Globalization;
using System.Text;
using RewardBench2.Benchmark;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Api;

/// <summary>The leaderboard as CSV (RFC 4180): fractions, each with its interval.</summary>
internal static class LeaderboardCsv
{
    private static readonly string[] Head =
    [
        "rank", "rank_low", "rank_high", "model", "model_type", "provenance", "run_id", "source",
        .. Subsets.All.Select(Column).Prepend("average").SelectMany(name => new[] { name, $"{name}_low", $"{name}_high" }),
    ];

    public static byte[] Write(IEnumerable<LeaderboardRow> rows)
    {
        var text = new StringBuilder();
        Line(text, Head);
        foreach (var row in rows)
        {
            Line(text,
            [
                Number(row.Rank), Number(row.RankLow), Number(row.RankHigh),
                row.Model, row.ModelType, row.Provenance, row.RunId, row.Source,
                .. Figures(row.Average), .. Subsets.All.SelectMany(subset => Figures(row.Score(subset))),
            ]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Column(Subset subset) => subset.Name().Replace(' ', '_').ToLowerInvariant();

    private static string?[] Figures(Estimate? estimate) => [Number(estimate?.Score), Number(estimate?.Low), Number(estimate?.High)];

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, IEnumerable<string?> fields) =>
        text.AppendJoin(',', fields.Select(Field)).Append("\r\n");

    // A name that begins like a formula would be run by spreadsheets; a number does not.
    private static string Field(string? field)
    {
        if (string.IsNullOrEmpty(field))
        {
            return string.Empty;
        }

        var isFormula = "=+-@\t\r".Contains(field[0]) && !double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        var safe = isFormula ? "'" + field : field;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
