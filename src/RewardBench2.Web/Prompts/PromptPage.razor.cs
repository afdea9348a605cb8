using System.Globalization;
using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;

namespace RewardBench2.Web.Prompts;

/// <summary>One prompt with everything about it.</summary>
public sealed partial class PromptPage
{
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

    private string ApiAddress => $"api/v1/prompts/{Uri.EscapeDataString(Dataset)}/{Uri.EscapeDataString(Id)}";

    private bool IsRaw => Text == "raw";

    private bool IsStacked => Layout == "stacked";

    private async Task<Shown?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await Reader.ReadAsync(Dataset, Id, cancellationToken) is not { } detail)
        {
            return null;
        }

        var (query, _) = await Reader.ParseAsync(PromptQueryText.Parse(Navigation.Uri) with { Dataset = Dataset }, cancellationToken);
        var found = await Finder.FindAsync(query, cancellationToken);
        var partner = PartnerOf(Id) is { } id ? await Reader.ReadAsync(Dataset, id, cancellationToken) : null;
        int? diff = int.TryParse(Diff, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number < detail.Prompt.Completions.Count
            ? number
            : null;
        return new Shown(detail, partner, query, found, found?.Around(detail.Place) ?? (null, null, -1), diff);
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

    /// <param name="Partner">The other half of a pair of Ties.</param>
    /// <param name="Found">The list that the visitor came from.</param>
    /// <param name="Around">The prompt's place in that list, and its neighbours there.</param>
    /// <param name="Diff">The rejected completion to compare with the chosen one.</param>
    private sealed record Shown(
        PromptDetail Detail, PromptDetail? Partner, PromptQuery Query, PromptsFound? Found, (string? Previous, string? Next, int At) Around, int? Diff);
}
