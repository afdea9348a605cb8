namespace RewardBench2.Exchange.Exports;

/// <summary>A format that results per prompt can be taken away in.</summary>
public sealed record PromptResultsFile(
    string Name, string Extension, string ContentType, Func<Stream, IAsyncEnumerable<IReadOnlyList<PromptResultRow>>, CancellationToken, Task> WriteAsync)
{
    public static IReadOnlyList<PromptResultsFile> Formats { get; } =
    [
        new("CSV", "csv", "text/csv; charset=utf-8", PromptResultsExport.WriteCsvAsync),
        new("JSON", "json", "application/json", PromptResultsExport.WriteJsonAsync),
        new("Parquet", "parquet", "application/vnd.apache.parquet", PromptResultsExport.WriteParquetAsync),
    ];
}
