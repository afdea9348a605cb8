using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Downstream;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Brings in what comes with the project: the starter sets with their baselines, and published results.</summary>
public sealed class ContentSeeding(DatasetImport datasets, PublishedSeeding published, DownstreamImport downstream)
{
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await published.SeedAsync(cancellationToken);
        await SeedDatasetAsync(DatasetImport.Starter, "Starter set (not RewardBench 2)", "starter.jsonl", cancellationToken);
        await SeedDatasetAsync(
            DatasetImport.StarterCandidates, "Starter candidates: arithmetic, for best-of-N", "starter-candidates.jsonl", cancellationToken);
        var results = await DownstreamFile.ReadAsync(ContentFolder.File("downstream", "paper-table8.csv"), cancellationToken: cancellationToken);
        await downstream.ImportAsync(results, cancellationToken);
    }

    private async Task SeedDatasetAsync(string name, string title, string file, CancellationToken cancellationToken)
    {
        var content = await DatasetFile.ReadAsync(ContentFolder.File("datasets", file), cancellationToken: cancellationToken);
        await datasets.ImportAsync(
            name, title, source: $"content/datasets/{file}, made for this project", licence: "CC0-1.0", content, replaceRuns: true, cancellationToken);
    }
}
