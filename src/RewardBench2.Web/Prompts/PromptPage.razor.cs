using System.Globalization;
using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;

namespace RewardBench2.Web.Prompts;

/// <summary>One prompt with everything about it.</summary>
public sealed partial class PromptPage
{
    private readonly CancellationTokenSource _gone = new();
    private PromptDetail? _detail;
    private PromptDetail? _partner;
    private PromptQuery? _query;
    private PromptsFound? _found;
    private (string? Previous, string? Next, int At) _around;
    private bool _isMissing;
    private bool _isRaw;
    private bool _isStacked;
    private int? _diff;
    private string? _model;

    [Parameter]
    public required string Dataset { get; set; }

    [Parameter]
    public required string Id { get; set; }

    /// <summary>How texts are shown: <c>raw</c> as they are. Defaults to rendered.</summary>
    [SupplyParameterFromQuery(Name = "text")]
    private string? Text { get; set; }

    /// <summary><c>stacked</c>: completions one below the other. Defaults to side by side.</summary>
    [SupplyParameterFromQuery(Name = "layout")]
    private string? Layout { get; set; }

    /// <summary>The completion, counted from 0, to compare with the chosen one. Defaults to none.</summary>
    [SupplyParameterFromQuery(Name = "diff")]
    private string? Diff { get; set; }

    /// <summary>The model whose terms of Ties are shown. Defaults to the best one.</summary>
    [SupplyParameterFromQuery(Name = "model")]
    private string? Model { get; set; }

    private string ApiAddress => $"/api/v1/prompts/{Uri.EscapeDataString(Dataset)}/{Uri.EscapeDataString(Id)}";

    private string? Veiled => _detail!.Outline.IsSafety ? "veiled" : null;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var detail = await Reader.ReadAsync(Dataset, Id, _gone.Token);
        _isMissing = detail is null;
        if (detail is null)
        {
            return;
        }

        (_query, _) = PromptQuery.Parse(PromptQueryText.Parse(Navigation.Uri) with { Dataset = Dataset }, Dataset);
        _found = await Finder.FindAsync(_query, _gone.Token);
        _around = _found?.Around(detail.Place) ?? default;
        _partner = PartnerOf(Id) is { } partner ? await Reader.ReadAsync(Dataset, partner, _gone.Token) : null;
        (_isRaw, _isStacked, _model) = (Text == "raw", Layout == "stacked", Model);
        _diff = int.TryParse(Diff, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number < detail.Prompt.Completions.Count
            ? number
            : null;
        _detail = detail;
    }

    private static string? PartnerOf(string id) => Ties.ParseId(id) switch
    {
        { Half: TiesHalf.Ref, Number: var number } => $"tied:{number}",
        { Half: TiesHalf.Tied, Number: var number } => $"ref:{number}",
        _ => null,
    };

    private static IEnumerable<string> Tags(ExplorerPrompt prompt) =>
        [.. new[] { prompt.Method, prompt.Category }.OfType<string>(), .. prompt.Constraints];

    private static string FileName(string id) => id.Replace(':', '-');

    // Everything else in the address stays.
    private string With(string name, object? value) =>
        new Uri(Navigation.GetUriWithQueryParameter(name, value?.ToString())).PathAndQuery;
}
