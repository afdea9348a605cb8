using RewardBench2.Benchmark;
using RewardBench2.Exchange.Exports;
using RewardBench2.Web.Layout;

namespace RewardBench2.Web.Leaderboard;

/// <summary>A format that the leaderboard can be taken away in.</summary>
public sealed record LeaderboardFile(string Extension, string ContentType, Func<Stream, LeaderboardFile.Content, CancellationToken, Task> WriteAsync)
{
    /// <summary>By the name that commands and addresses give them.</summary>
    public static IReadOnlyDictionary<string, LeaderboardFile> Formats { get; } = new Dictionary<string, LeaderboardFile>
    {
        ["csv"] = Whole("csv", "text/csv; charset=utf-8", (stream, content) => LeaderboardExport.WriteCsv(stream, content.Benchmark, content.ExportRows)),
        ["json"] = Whole("json", "application/json", (stream, content) => LeaderboardExport.WriteJson(stream, content.Dataset, content.Benchmark, content.ExportRows)),
        ["every-eval-ever"] = Whole("every-eval-ever.jsonl", "application/jsonl", (stream, content) => EveryEvalEverExport.Write(
            stream, content.ExportRows, new EveryEvalEverContext(content.Dataset, content.Benchmark, "RewardBench 2", content.Site, SiteVersion.Text, content.WrittenAt))),
        ["parquet"] = new("parquet", "application/vnd.apache.parquet", (stream, content, cancellationToken) =>
            ParquetExport.WriteLeaderboardAsync(stream, content.Benchmark, [.. content.ExportRows], cancellationToken)),
    };

    private static LeaderboardFile Whole(string extension, string contentType, Action<Stream, Content> write) => new(extension, contentType, (stream, content, _) =>
    {
        write(stream, content);
        return Task.CompletedTask;
    });

    /// <summary>What is written.</summary>
    /// <param name="Site">The site's address; <c>null</c> where it is not known.</param>
    public sealed record Content(string Dataset, BenchmarkDefinition Benchmark, IReadOnlyList<LeaderboardRow> Rows, Uri? Site, DateTimeOffset WrittenAt)
    {
        internal IEnumerable<ExportRow> ExportRows => Rows.Select(row => new ExportRow
        {
            Rank = row.Rank,
            RankLow = row.RankLow,
            RankHigh = row.RankHigh,
            Model = row.Model,
            ModelType = row.ModelType,
            Provenance = row.Provenance,
            RunId = row.RunId,
            EvaluatedAt = row.FinishedAt,
            Average = Export(row.Average),
            Subsets = row.Subsets.ToDictionary(score => score.Key, score => Export(score.Value)!),
            Source = row.Source,
            HasOpenWeights = ModelWeights.AreOpen(row.Facts.Weights),
        });

        private static ExportEstimate? Export(Estimate? estimate) =>
            estimate is null ? null : new ExportEstimate(estimate.Score, estimate.Low, estimate.High, estimate.IsApproximate);
    }
}
