namespace RewardBench2.Web.Components.Charts;

/// <summary>The kinds of series.</summary>
public enum SeriesType
{
    Bar,
    Line,
    Area,
    Scatter,
    Radar,

    /// <summary>Each point's Y is five numbers: minimum, first quartile, median, third quartile, maximum.</summary>
    BoxPlot,

    /// <summary>Each series is a row; its points' values are coloured on the site's score scale.</summary>
    Heatmap,
}

/// <summary>What kind of values an axis has.</summary>
public enum AxisType
{
    /// <summary>Names, in the order of the first series.</summary>
    Category,

    Numeric,

    /// <summary>Points in time; X values are <see cref="DateTimeOffset"/>.</summary>
    Datetime,

    /// <summary>Positive numbers on a logarithmic scale, such as parameters of models.</summary>
    Logarithmic,
}

/// <summary>How numbers are written on an axis and in a tooltip.</summary>
public enum NumberFormat
{
    /// <summary>As it is, with at most three significant decimals.</summary>
    Plain,

    /// <summary>A fraction as a percentage with one decimal at most and no sign, as in tables.</summary>
    Percent,

    /// <summary>A fraction as percentage points with a sign.</summary>
    Points,

    /// <summary>Whole, with thin separators.</summary>
    Whole,

    /// <summary>With a letter: 8B, 1.2M.</summary>
    Compact,
}

/// <summary>An axis.</summary>
public sealed record ChartAxis
{
    public AxisType Type { get; init; } = AxisType.Numeric;

    /// <summary>What it measures. Defaults to nothing.</summary>
    public string? Title { get; init; }

    /// <summary>Where it begins. Defaults to the data's own.</summary>
    public double? Min { get; init; }

    /// <summary>Where it ends. Defaults to the data's own.</summary>
    public double? Max { get; init; }

    /// <summary>About how many ticks. Defaults to the engine's choice.</summary>
    public int? TickAmount { get; init; }

    public NumberFormat Format { get; init; }
}

/// <summary>A straight line across the picture, such as what guessing earns.</summary>
/// <param name="At">Where on the axis.</param>
/// <param name="Text">What it means.</param>
/// <param name="IsVertical">At an X rather than a Y value.</param>
public sealed record ChartLine(double At, string Text, bool IsVertical = false);

/// <summary>How a chart looks beyond its series.</summary>
public sealed record ApexChartOptions
{
    public ChartAxis Xaxis { get; init; } = new() { Type = AxisType.Category };

    public ChartAxis Yaxis { get; init; } = new();

    /// <summary>Series are stacked. Defaults to side by side.</summary>
    public bool IsStacked { get; init; }

    /// <summary>Shows the names of the series. Defaults to showing them when there are several, but for a heatmap, whose rows have names.</summary>
    public bool? HasLegend { get; init; }

    /// <summary>Lines across the picture. Defaults to none.</summary>
    public IReadOnlyList<ChartLine> Lines { get; init; } = [];
}

/// <summary>A point as it travels to the browser.</summary>
/// <param name="X">A number, a name, or milliseconds since 1970.</param>
/// <param name="Y">A number, five of them for a box plot, or <c>null</c> for a gap.</param>
/// <param name="Label">What the tooltip calls it.</param>
/// <param name="Mark">The label next to it.</param>
internal sealed record ChartPoint(object X, object? Y, string? Label, string? Mark);

/// <summary>A series as it travels to the browser.</summary>
internal sealed record ChartSeries(string Name, SeriesType Type, string? Color, IReadOnlyList<ChartPoint> Data);

/// <summary>A whole chart as it travels to the browser.</summary>
internal sealed record ChartSpec(string Label, double Height, ApexChartOptions Options, IReadOnlyList<ChartSeries> Series);
