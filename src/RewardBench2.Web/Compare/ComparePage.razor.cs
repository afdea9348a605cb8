using System.Data.Common;
using Microsoft.AspNetCore.Components;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Compare;

/// <summary>Models side by side. Which ones is in the address: <c>?dataset=…&amp;model=…&amp;model=…</c>.</summary>
public sealed partial class ComparePage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private string _dataset = LeaderboardQuery.DefaultDataset;
    private IReadOnlyList<DatasetRow> _datasets = [];
    private Comparison? _comparison;
    private bool _failed;

    [SupplyParameterFromQuery(Name = "model")]
    public string[]? Models { get; set; }

    [SupplyParameterFromQuery(Name = "dataset")]
    public string? Dataset { get; set; }

    private string Title => _comparison is { Rows.Count: > 1 } comparison
        ? $"{string.Join(" and ", comparison.Rows.Select(row => row.Model))} · RewardBench 2"
        : "Compare models · RewardBench 2";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        try
        {
            _datasets = [.. (await Datasets.ReadAllAsync(_leaving.Token)).Where(dataset => dataset.Kind == "benchmark")];
            _dataset = _datasets.FirstOrDefault(dataset => dataset.Name == Dataset)?.Name ?? LeaderboardQuery.DefaultDataset;
            _comparison = await Reader.ReadAsync(_dataset, (Models ?? []).Where(model => !string.IsNullOrWhiteSpace(model)), _leaving.Token);
            _failed = false;
        }
        catch (DbException)
        {
            _failed = true;
        }
    }
}
