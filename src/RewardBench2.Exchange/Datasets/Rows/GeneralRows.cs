using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets.Rows;

/// <summary>
/// The format for benchmarks of one's own, in which RewardBench 1 and RM-Bench are written too: <c>prompt</c> (a text or messages),
/// <c>chosen</c> and <c>rejected</c> (a text or a list of them), <c>id</c>, <c>subset</c>.
/// </summary>
internal sealed class GeneralRows : IRowFormat
{
    private static readonly string[] SubsetColumns = ["subset", "domain"];
    private static readonly string[] Used = ["id", "prompt", "chosen", "rejected", "chosen_model", "rejected_model", "subset"];

    public string? Benchmark => null;

    public IReadOnlyList<string> RequiredColumns { get; } = ["prompt", "chosen", "rejected"];

    public bool HasIdsPerSubset => true;

    public bool IsOf(IReadOnlyDictionary<string, object?> columns) => columns.ContainsKey("chosen") || columns.ContainsKey("rejected");

    public RowDraft Read(SourceRow row) => new(
        row.Where,
        row.Text("id"),
        [.. SubsetColumns.Select(row.OptionalText).OfType<string>().Concat(FileStem(row))],
        ConversationColumn.Read(row, "prompt"),
        Completions(row, "chosen", isChosen: true),
        Completions(row, "rejected", isChosen: false),
        MetadataJson.SerializeOthers(row, Used));

    private static IReadOnlyList<Completion> Completions(SourceRow row, string column, bool isChosen)
    {
        var author = row.OptionalText($"{column}_model");
        IReadOnlyList<string> texts = row[column] is string text ? [text] : row.Texts(column);
        return [.. texts.Select(text => new Completion(text, isChosen, author))];
    }

    // RM-Bench's files are named after its subsets, and some rows name only where they were taken from.
    private static IEnumerable<string> FileStem(SourceRow row) => row.FileName.Split('.')[0] is { Length: > 0 } stem ? [stem] : [];
}
