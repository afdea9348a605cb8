using System.Globalization;
using System.Text;

namespace RewardBench2.Web.Pictures;

/// <summary>The figures behind each picture as CSV; scores are fractions.</summary>
public static class PictureCsv
{
    /// <summary>The pictures there are, as addresses spell them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["versions", "size", "time", "spread", "correlation"];

    /// <summary>One picture's figures; <c>null</c> when there is no such picture.</summary>
    public static string? Write(PictureData data, string picture) => picture switch
    {
        "versions" => Lines("model,model_type,rewardbench_1,rewardbench_2", data.Versions.Select(point => Line(point.Model, point.ModelType, point.X, point.Y))),
        "size" => Lines("model,model_type,billion_parameters,average", data.Sizes.Select(point => Line(point.Model, point.ModelType, point.X, point.Y))),
        "time" => Lines("model,run_id,day,average", data.Times.Select(point => Line(point.Model, point.RunId, point.Day, point.Average))),
        "spread" => Lines("subset,lowest,first_quartile,median,third_quartile,highest", data.Spread.Select(one =>
            Line(one.Subset.Name, one.Lowest, one.FirstQuartile, one.Median, one.ThirdQuartile, one.Highest))),
        "correlation" => Lines("first,second,pearson", data.Correlations.Select(one => Line(one.First.Name, one.Second.Name, one.Coefficient))),
        _ => null,
    };

    private static string Lines(string head, IEnumerable<string> lines) => new StringBuilder().AppendJoin("\r\n", lines.Prepend(head)).Append("\r\n").ToString();

    private static string Line(params object?[] fields) => string.Join(',', fields.Select(field => field switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        string text => Quoted(text),
        _ => string.Empty,
    }));

    // A name that begins like a formula would be run by spreadsheets.
    private static string Quoted(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0]) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
