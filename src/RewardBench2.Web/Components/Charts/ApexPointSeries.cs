using Microsoft.AspNetCore.Components;

namespace RewardBench2.Web.Components.Charts;

/// <summary>One series of an <see cref="ApexChart"/>, a point per item. Draws nothing itself.</summary>
/// <typeparam name="TItem">What a point is made from.</typeparam>
public sealed class ApexPointSeries<TItem> : ComponentBase, IChartSeries, IDisposable
{
    /// <summary>What the points are made from, in order.</summary>
    [Parameter, EditorRequired]
    public required IEnumerable<TItem> Items { get; set; }

    /// <summary>The name in legend and tooltip.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>A point's place: a number, a name, or a time.</summary>
    [Parameter, EditorRequired]
    public required Func<TItem, object> XValue { get; set; }

    /// <summary>A point's value; <c>null</c> leaves a gap. Needed unless <see cref="YValues"/> is there.</summary>
    [Parameter]
    public Func<TItem, double?>? YValue { get; set; }

    /// <summary>The five numbers of a box: minimum, quartiles, maximum.</summary>
    [Parameter]
    public Func<TItem, IReadOnlyList<double>>? YValues { get; set; }

    /// <summary>What the tooltip calls a point, such as the model's name. Defaults to its X value.</summary>
    [Parameter]
    public Func<TItem, string>? Label { get; set; }

    /// <summary>A short label next to a point, such as its number in a table. Defaults to nothing.</summary>
    [Parameter]
    public Func<TItem, string>? Mark { get; set; }

    /// <summary>Defaults to bars.</summary>
    [Parameter]
    public SeriesType SeriesType { get; set; }

    /// <summary>A CSS variable such as <c>--accent</c>. Defaults to the next series colour.</summary>
    [Parameter]
    public string? Color { get; set; }

    [CascadingParameter]
    private ApexChart? Chart { get; set; }

    ChartSeries IChartSeries.Read() => new(Name, SeriesType, Color, [.. Items.Select(Point)]);

    public void Dispose() => Chart?.Remove(this);

    protected override void OnInitialized() => Chart?.Add(this);

    protected override bool ShouldRender() => false;

    private ChartPoint Point(TItem item) => new(
        XValue(item) switch
        {
            DateTimeOffset time => time.ToUnixTimeMilliseconds(),
            DateTime time => new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            DateOnly day => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds(),
            var place => place,
        },
        YValues is null ? YValue?.Invoke(item) : YValues(item),
        Label?.Invoke(item),
        Mark?.Invoke(item));
}
