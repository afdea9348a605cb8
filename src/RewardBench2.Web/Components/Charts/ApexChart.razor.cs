using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace RewardBench2.Web.Components.Charts;

/// <summary>A chart, drawn in the browser in the site's colours. Its script is loaded only by pages that have one.</summary>
public sealed partial class ApexChart
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly List<IChartSeries> _series = [];
    private ElementReference _picture;
    private IJSObjectReference? _script;
    private byte[]? _drawn;

    /// <summary>What the chart shows, above it.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>What there is to see, in a sentence, for those who cannot see it.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The series.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The same figures as a table, folded below. Leave it out only where the page shows them anyway.</summary>
    [Parameter]
    public RenderFragment? Table { get; set; }

    [Parameter]
    public ApexChartOptions Options { get; set; } = new();

    /// <summary>In CSS pixels. Defaults to 320.</summary>
    [Parameter]
    public double Height { get; set; } = 320;

    public async ValueTask DisposeAsync()
    {
        if (_script is null)
        {
            return;
        }

        try
        {
            await _script.InvokeVoidAsync("remove", _picture);
            await _script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the chart with it.
        }
    }

    internal void Add(IChartSeries series) => _series.Add(series);

    internal void Remove(IChartSeries series) => _series.Remove(series);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The text is sent, not the object: it is at hand, and comparing its hash saves the browser needless redrawing.
        var spec = JsonSerializer.Serialize(new ChartSpec(Label, Height, Options, [.. _series.Select(series => series.Read())]), Json);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(spec));
        if (_drawn is not null && hash.AsSpan().SequenceEqual(_drawn))
        {
            return;
        }

        _drawn = hash;
        try
        {
            _script ??= await Browser.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/apex-chart.js"]}");
            await _script.InvokeVoidAsync("draw", _picture, spec, $"./{Assets["lib/apexcharts/apexcharts.esm.js"]}");
        }
        catch (JSException exception)
        {
            LogNotDrawn(Logger, Title, exception);
        }
        catch (JSDisconnectedException)
        {
            // The reader left before the picture was ready.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chart '{Title}' could not be drawn; its table still says it")]
    private static partial void LogNotDrawn(ILogger logger, string title, Exception exception);

    private async Task SavePictureAsync()
    {
        if (_script is not null)
        {
            await _script.InvokeVoidAsync("savePicture", _picture, Title);
        }
    }
}
