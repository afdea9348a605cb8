using Microsoft.AspNetCore.Components;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Compare;

/// <summary>Models side by side. Which ones is in the address: <c>?dataset=…&amp;model=…&amp;model=…</c>.</summary>
public sealed partial class ComparePage
{
    private string _dataset = LeaderboardQuery.DefaultDataset;
    private IReadOnlyList<DatasetRow> _datasets = [];
    private Comparison? _comparison;

    [SupplyParameterFromQuery(Name = "model")]
    public string[]? Models { get; set; }

    [SupplyParameterFromQuery(Name = "dataset")]
    public string? Dataset { get; set; }

    private string Title => _comparison is { Rows.Count: > 1 } comparison
        ? $"{string.Join(" and ", comparison.Rows.Select(row => row.Model))} · RewardBench 2"
        : "Compare models · RewardBench 2";

    private async Task<Comparison?> ReadAsync(CancellationToken cancellationToken)
    {
        _datasets = [.. (await Datasets.ReadAllAsync(cancellationToken)).Where(dataset => dataset.Kind == StoredDatasetKind.Benchmark)];
        _dataset = _datasets.FirstOrDefault(dataset => dataset.Name == Dataset)?.Name ?? LeaderboardQuery.DefaultDataset;
        return _comparison = await Reader.ReadAsync(_dataset, (Models ?? []).Where(model => !string.IsNullOrWhiteSpace(model)), cancellationToken);
    }
}
