using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Web.Downstream;

public sealed partial class DownstreamPage
{
    private DownstreamOverview? _board;
    private DownstreamAnalysis? _analysis;
    private DownstreamQuery _query = new();
    private IReadOnlyList<string> _groups = [];
    private bool _failed;

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

    /// <summary>Adds what nobody has reviewed yet. Defaults to false.</summary>
    [SupplyParameterFromQuery]
    public bool Unreviewed { get; set; }

    private string RepeatedText => _board is { Repeated: > 0 and var repeated }
        ? $"{repeated} further results repeat a model and result already here; the first counts."
        : "";

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _query = new DownstreamQuery
        {
            Outcome = Outcome,
            Score = Score ?? Subsets.Average,
            Outcomes = DownstreamQuery.List(Outcomes),
            Scores = DownstreamQuery.List(Scores),
            Without = DownstreamQuery.List(Without),
            Groups = DownstreamQuery.List(Groups),
            Unreviewed = Unreviewed,
        };
        try
        {
            _board = await Cache.ReadAsync(Unreviewed, CancellationToken.None);
            _groups = [.. _board.Models.Select(model => model.Group).OfType<string>().Distinct()];
            _analysis = DownstreamAnalysis.Compute(_board, _query);
            _failed = false;
        }
        catch (Exception failed) when (failed is System.Data.Common.DbException or StorageException)
        {
            _failed = true;
            LogUnreadable(Log, failed);
        }
    }

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

    [LoggerMessage(LogLevel.Error, "Downstream results cannot be read.")]
    private static partial void LogUnreadable(ILogger log, Exception failed);
}
