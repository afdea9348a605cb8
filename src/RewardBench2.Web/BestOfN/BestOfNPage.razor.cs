using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Storage;
using RewardBench2.Web.Components;
using RewardBench2.Web.Components.Charts;

namespace RewardBench2.Web.BestOfN;

public sealed partial class BestOfNPage
{
    private const int ShownAtFirst = 5;

    private IReadOnlyList<DatasetRow> _datasets = [];
    private IReadOnlyList<BestOfNModel> _shown = [];
    private int[] _steps = [];
    private Prompt? _prompt;
    private string _signature = "";

    /// <summary>The set of candidates. Defaults to the one that comes with the project.</summary>
    [SupplyParameterFromQuery]
    public string? Dataset { get; set; }

    /// <summary>Only prompts of this task. Defaults to all.</summary>
    [SupplyParameterFromQuery]
    public string? Task { get; set; }

    /// <summary>Models whose curves are drawn, with commas between. Defaults to the best five.</summary>
    [SupplyParameterFromQuery]
    public string? Models { get; set; }

    /// <summary>A run to show that is not public, by its id.</summary>
    [SupplyParameterFromQuery]
    public string? Run { get; set; }

    /// <summary>The prompt shown in full. Defaults to none.</summary>
    [SupplyParameterFromQuery]
    public string? Prompt { get; set; }

    /// <summary>The page of prompts, from 1.</summary>
    [SupplyParameterFromQuery]
    public int Page { get; set; }

    private string Describe(BestOfNRanking ranking) =>
        $"Curves of {string.Join(", ", _shown.Select(model => model.Name))} for n from 1 to {ranking.Completions}, beside oracle, majority vote and random pick. The table below has the figures.";

    // Ticks at whole n only: as many as divide N without rest.
    private static ApexChartOptions Options(BestOfNRanking ranking) => new()
    {
        Xaxis = new()
        {
            Type = AxisType.Numeric,
            Title = "n, candidates to choose from",
            Format = NumberFormat.Whole,
            Min = 0,
            Max = ranking.Completions,
            TickAmount = Enumerable.Range(1, 16).Last(ticks => ranking.Completions % ticks == 0),
        },
        Yaxis = new() { Title = "Right, %", Format = NumberFormat.Percent, Max = 1 },
    };

    private async Task<BestOfNRanking?> ReadAsync(CancellationToken cancellationToken)
    {
        _datasets = await Reader.ReadDatasetsAsync(cancellationToken);
        var dataset = Dataset ?? _datasets.FirstOrDefault(known => known.Name == DatasetImport.StarterCandidates)?.Name ?? _datasets.Select(known => known.Name).FirstOrDefault() ?? "";
        var ranking = Run is { Length: > 0 } run
            ? await Reader.ReadWithAsync(dataset, Task, run, cancellationToken)
            : await Reader.ReadAsync(dataset, Task, cancellationToken);
        if (ranking is not null)
        {
            Show(ranking);
            _prompt = Prompt is null ? null : await Reader.FindPromptAsync(ranking, Prompt, cancellationToken);
        }

        return ranking;
    }

    private void Show(BestOfNRanking ranking)
    {
        var named = NameList.Parse(Models);
        _shown = named.Count == 0
            ? [.. ranking.Models.Where((model, place) => place < ShownAtFirst || model.RunId == Run)]
            : [.. ranking.Models.Where(model => named.Contains(model.Name, StringComparer.OrdinalIgnoreCase) || model.RunId == Run)];
        _steps = [.. Enumerable.Range(1, ranking.Completions)];
        _signature = $"{ranking.Dataset.Name}|{Task}|{string.Join(',', _shown.Select(model => model.RunId))}";
    }

    private void ToggleAsync(BestOfNModel model)
    {
        string[] names = [.. _shown.Select(shown => shown.Name)];
        names = names.Contains(model.Name) ? [.. names.Where(name => name != model.Name)] : [.. names, model.Name];
        Go(("models", string.Join(',', names)));
    }

    private string Address(string name, object? value) => Address((name, value));

    private string Address(params (string Name, object? Value)[] changes) =>
        Navigation.GetUriWithQueryParameters(changes.ToDictionary(change => change.Name, change => change.Value is "" ? null : change.Value));

    private void Go(params (string Name, object? Value)[] changes) => Navigation.NavigateTo(Address(changes), replace: true);
}
