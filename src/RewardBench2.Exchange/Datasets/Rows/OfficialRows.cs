using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets.Rows;

/// <summary>RewardBench 2's official schema, with every count stated and checked.</summary>
internal sealed class OfficialRows : IRowFormat
{
    public string? Benchmark => BenchmarkCatalog.DefaultName;

    public IReadOnlyList<string> RequiredColumns { get; } =
        ["id", "prompt", "chosen", "rejected", "num_correct", "num_incorrect", "total_completions", "subset"];

    public bool IsOf(IReadOnlyDictionary<string, object?> columns) =>
        columns.TryGetValue("chosen", out var chosen) && columns.ContainsKey("rejected") && chosen is not string
        && (columns.ContainsKey("num_correct") || columns.ContainsKey("total_completions"));

    public RowDraft Read(SourceRow row)
    {
        var chosen = row.Texts("chosen");
        var rejected = row.Texts("rejected");
        CheckCount(row, "num_correct", chosen.Count, "chosen completions");
        CheckCount(row, "num_incorrect", rejected.Count, "rejected completions");
        CheckCount(row, "total_completions", chosen.Count + rejected.Count, "completions");
        var authors = Authors(row, chosen.Count + rejected.Count);
        return new RowDraft(
            row.Where,
            row.Text("id"),
            [row.Text("subset")],
            ConversationColumn.Read(row, "prompt"),
            [.. chosen.Select((text, i) => new Completion(text, IsChosen: true, authors(i)))],
            [.. rejected.Select((text, i) => new Completion(text, IsChosen: false, authors(chosen.Count + i)))],
            MetadataJson.Serialize(row["additional_metadata"]));
    }

    private static void CheckCount(SourceRow row, string column, int counted, string what)
    {
        if (row.OptionalInteger(column) is not { } stated)
        {
            throw row.Bad(column, "is empty; every row needs a number there");
        }

        if (stated != counted)
        {
            throw row.Bad(column, $"says {stated}, but the row has {counted} {what}; correct the one or the other");
        }
    }

    // One author per completion, one for all of them, or (where the dataset lists fewer) nobody knows who wrote which.
    private static Func<int, string?> Authors(SourceRow row, int completions)
    {
        var models = row.OptionalList("models") ?? [];
        return models.Count == completions ? i => models[i] as string
            : models.Count == 1 ? _ => models[0] as string
            : _ => null;
    }
}
