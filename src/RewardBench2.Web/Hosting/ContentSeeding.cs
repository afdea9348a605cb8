using RewardBench2.Exchange;

namespace RewardBench2.Web.Hosting;

/// <summary>Brings in what comes with the project: the starter set with its baselines, and published results.</summary>
public sealed class ContentSeeding(DatasetImport datasets, PublishedSeeding published)
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
    }
}
