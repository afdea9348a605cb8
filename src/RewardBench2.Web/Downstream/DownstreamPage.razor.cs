using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;
using RewardBench2.Web.Components;

namespace RewardBench2.Web.Downstream;

public sealed partial class DownstreamPage
{
    private DownstreamQuery _query = new();

    /// <summary>The outcome of the scatter plot, by its key. Defaults to the first.</summary>
    [SupplyParameterFromQuery]
    public string? Outcome { get; set; }

    /// <summary>A subset's name. Defaults to the average.</summary>
    [SupplyParameterFromQuery]
    public string? Score { get; set; }

    /// <summary>Outcomes of the grid, by key with commas between. Defaults to all.</summary>
    [SupplyParameterFromQuery]
    public string? Outcomes { get; set; }

    /// <summary>Scores of the grid, with commas between. Defaults to all.</summary>
    [SupplyParameterFromQuery]
    public string? Scores { get; set; }

    /// <summary>Models left out, with commas between. Defaults to none.</summary>
    [SupplyParameterFromQuery]
    public string? Without { get; set; }

    /// <summary>Groups shown, with commas between. Defaults to all.</summary>
    [SupplyParameterFromQuery]
    public string? Groups { get; set; }

    /// <summary>Lists what nobody has reviewed yet. Defaults to false.</summary>
    [SupplyParameterFromQuery]
    public bool Unreviewed { get; set; }

    protected override void OnParametersSet() =>
        _query = new DownstreamQuery
        {
            Outcome = Outcome,
            Score = Score ?? Subsets.Average,
            Outcomes = NameList.Parse(Outcomes),
            Scores = NameList.Parse(Scores),
            Without = NameList.Parse(Without),
            Groups = NameList.Parse(Groups),
            Unreviewed = Unreviewed,
        };

    private async Task<Shown?> ReadAsync(CancellationToken cancellationToken)
    {
        var overview = await Cache.ReadAsync(cancellationToken);
        var groups = overview.Models.Select(model => model.Group).OfType<string>().Distinct();
        var analysis = await Cache.AnalyseAsync(_query, cancellationToken);
        var sources = Unreviewed ? [.. overview.Sources, .. (await Cache.ReadUnreviewedAsync(cancellationToken)).Sources] : overview.Sources;
        return analysis.Outcome is null ? null : new Shown(overview, [.. groups], analysis, sources);
    }

    private static string Repeated(DownstreamOverview overview) => overview.Repeated > 0
        ? $"{overview.Repeated} further results repeat a model and result already here; the first counts."
        : "";

    private void ChangeGrid((string Name, string? Value) change)
    {
        if (change.Name.Length > 0)
        {
            Go(change.Name, change.Value);
            return;
        }

        var all = new Dictionary<string, object?> { ["scores"] = null, ["outcomes"] = null };
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(all), replace: true);
    }

    private void Go(string name, object? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value is "" ? null : value?.ToString()), replace: true);

    private sealed record Shown(
        DownstreamOverview Overview, IReadOnlyList<string> Groups, DownstreamAnalysis Analysis, IReadOnlyList<Storage.DownstreamSource> Sources);
}
