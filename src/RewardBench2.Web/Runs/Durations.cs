using System.Globalization;

namespace RewardBench2.Web.Runs;

/// <summary>Spans of time as people say them.</summary>
internal static class Durations
{
    /// <summary>The time left, such as <c>27 s</c>, <c>4 min</c> or <c>2.5 h</c>; an en dash where it is not known.</summary>
    public static string Left(double? seconds) => seconds switch
    {
        null => Components.Cells.Nothing,
        < 90 => $"{seconds.Value.ToString("0", CultureInfo.InvariantCulture)} s",
        < 5400 => $"{(seconds.Value / 60).ToString("0", CultureInfo.InvariantCulture)} min",
        _ => $"{(seconds.Value / 3600).ToString("0.0", CultureInfo.InvariantCulture)} h",
    };
}
