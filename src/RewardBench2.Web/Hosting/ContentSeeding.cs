using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Downstream;

namespace RewardBench2.Web.Hosting;

/// <summary>Brings in what comes with the project: the starter sets with their baselines, and published results.</summary>
public sealed class ContentSeeding(DatasetImport datasets, PublishedSeeding published, DownstreamImport downstream)
{
    /// <summary>Where the data files lie that come with the project.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "content");

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await published.SeedAsync(cancellationToken);
        var starter = await DatasetFile.ReadAsync(Path.Combine(Folder, "datasets", "starter.jsonl"), cancellationToken: cancellationToken);
        await datasets.ImportAsync(
            DatasetImport.Starter,
            "Starter set (not RewardBench 2)",
            source: "content/datasets/starter.jsonl, made for this project",
            licence: "CC0-1.0",
            starter,
            replaceRuns: true,
            cancellationToken);
        var candidates = await DatasetFile.ReadAsync(Path.Combine(Folder, "datasets", "starter-candidates.jsonl"), cancellationToken: cancellationToken);
        await datasets.ImportAsync(
            DatasetImport.StarterCandidates,
            "Starter candidates: arithmetic, for best-of-N",
            source: "content/datasets/starter-candidates.jsonl, made for this project",
            licence: "CC0-1.0",
            candidates,
            replaceRuns: true,
            cancellationToken);
        var results = await DownstreamFile.ReadAsync(Path.Combine(Folder, "downstream", "paper-table8.csv"), cancellationToken: cancellationToken);
        await downstream.ImportAsync(results, cancellationToken);
    }
}
