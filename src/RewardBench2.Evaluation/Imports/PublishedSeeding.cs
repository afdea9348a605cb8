using System.Globalization;
using System.Security.Cryptography;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Published;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Brings in the published results that come with the project, with their sources.</summary>
public sealed class PublishedSeeding(ReportedScoreTable published)
{
    /// <summary>The name under which the first RewardBench's results are kept.</summary>
    public const string FirstRewardBench = "rewardbench-1";

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var sources = PublishedSource.ReadShipped();
        await SeedAsync(DatasetImport.Official, "rewardbench2.csv", sources, cancellationToken);
        await SeedAsync(FirstRewardBench, "rewardbench1.csv", sources, cancellationToken);
    }

    private async Task SeedAsync(
        string benchmark, string file, IReadOnlyDictionary<string, PublishedSource> sources, CancellationToken cancellationToken)
    {
        var source = sources[file];
        var content = await File.ReadAllBytesAsync(ContentFolder.File("published", file), cancellationToken);
        var rows = PublishedResults.Read(new MemoryStream(content), file).Select(result => new PublishedRow(
            result.Model, result.ModelType, result.IsSweep, WithPublishedScore(result)));
        await published.ImportAsync(
            new NewReportSource(
                benchmark,
                source.Title,
                source.Url,
                source.Retrieved?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Revision: Convert.ToHexStringLower(SHA256.HashData(content))),
            [.. rows],
            cancellationToken);
    }

    // "Average" is the figure as the source states it, beside the mean that pages compute themselves.
    private static Dictionary<string, double> WithPublishedScore(PublishedResult result)
    {
        var scores = new Dictionary<string, double>(result.Scores);
        if (result.PublishedScore is { } average)
        {
            scores["Average"] = average;
        }

        return scores;
    }
}
