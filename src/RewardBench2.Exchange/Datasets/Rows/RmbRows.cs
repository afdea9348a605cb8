using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets.Rows;

/// <summary>RMB: conversations with the best of several answers, or with a pair of them.</summary>
/// <remarks>Format: <c>Zhou-Zoey/RMB-Reward-Model-Benchmark</c>, <c>BoN_set</c> and <c>Pairwise_set</c>.</remarks>
internal sealed class RmbRows : IRowFormat
{
    private static readonly string[] Used =
        ["conversation_input", "bon_best", "loser_list", "bon_uid", "chosen", "reject", "pair_uid"];

    public string? Benchmark => "rmb";

    public IReadOnlyList<string> RequiredColumns { get; } = ["conversation_input", "category_path"];

    public bool HasIdsPerSubset => true;

    public bool IsOf(IReadOnlyDictionary<string, object?> columns) =>
        columns.ContainsKey("conversation_input") && (columns.ContainsKey("bon_best") || columns.ContainsKey("reject"));

    public RowDraft Read(SourceRow row)
    {
        var isBestOfN = row["bon_best"] is not null;
        return new RowDraft(
            row.Where,
            row.Text(isBestOfN ? "bon_uid" : "pair_uid"),
            [row.Text("category_path")],
            ConversationColumn.Read(row, "conversation_input"),
            [Answer(row, isBestOfN ? "bon_best" : "chosen", row[isBestOfN ? "bon_best" : "chosen"], isChosen: true)],
            isBestOfN
                ? [.. (row.OptionalList("loser_list") ?? []).Select(loser => Answer(row, "loser_list", loser, isChosen: false))]
                : [Answer(row, "reject", row["reject"], isChosen: false)],
            MetadataJson.SerializeOthers(row, Used));
    }

    private static Completion Answer(SourceRow row, string column, object? value, bool isChosen) =>
        value is IReadOnlyDictionary<string, object?> fields && fields.GetValueOrDefault("answer") is string text
            ? new Completion(text, isChosen, fields.GetValueOrDefault("llm_name") as string)
            : throw row.Bad(column, "needs an object with the text 'answer'");
}
