using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets.Rows;

/// <summary>RMB, best of n: conversations with the best of several answers.</summary>
/// <remarks>Format: <c>Zhou-Zoey/RMB-Reward-Model-Benchmark</c>, <c>BoN_set</c>.</remarks>
internal sealed class RmbBestOfNRows : RmbRows
{
    public override string? Benchmark => "rmb-bon";

    public override IReadOnlyList<string> RequiredColumns { get; } = ["conversation_input", "category_path", "bon_best", "loser_list", "bon_uid"];

    public override bool IsOf(IReadOnlyDictionary<string, object?> columns) => base.IsOf(columns) && columns.ContainsKey("bon_best");

    public override RowDraft Read(SourceRow row) => Read(
        row, "bon_uid", "bon_best", [.. (row.OptionalList("loser_list") ?? []).Select(loser => Answer(row, "loser_list", loser, isChosen: false))]);
}

/// <summary>RMB, pairs: conversations with two answers.</summary>
/// <remarks>Format: <c>Zhou-Zoey/RMB-Reward-Model-Benchmark</c>, <c>Pairwise_set</c>.</remarks>
internal sealed class RmbPairRows : RmbRows
{
    public override string? Benchmark => "rmb-pairs";

    public override IReadOnlyList<string> RequiredColumns { get; } = ["conversation_input", "category_path", "chosen", "reject", "pair_uid"];

    public override bool IsOf(IReadOnlyDictionary<string, object?> columns) => base.IsOf(columns) && columns.ContainsKey("reject");

    public override RowDraft Read(SourceRow row) => Read(row, "pair_uid", "chosen", [Answer(row, "reject", row["reject"], isChosen: false)]);
}

/// <summary>What both sets of RMB have in common.</summary>
internal abstract class RmbRows : IRowFormat
{
    private static readonly string[] Used =
        ["conversation_input", "bon_best", "loser_list", "bon_uid", "chosen", "reject", "pair_uid"];

    public abstract string? Benchmark { get; }

    public abstract IReadOnlyList<string> RequiredColumns { get; }

    public bool HasIdsPerSubset => true;

    public virtual bool IsOf(IReadOnlyDictionary<string, object?> columns) => columns.ContainsKey("conversation_input");

    public abstract RowDraft Read(SourceRow row);

    protected static RowDraft Read(SourceRow row, string id, string chosen, IReadOnlyList<Completion> rejected) => new(
        row.Where,
        row.Text(id),
        [row.Text("category_path")],
        ConversationColumn.Read(row, "conversation_input"),
        [Answer(row, chosen, row[chosen], isChosen: true)],
        rejected,
        MetadataJson.SerializeOthers(row, Used));

    protected static Completion Answer(SourceRow row, string column, object? value, bool isChosen) =>
        value is IReadOnlyDictionary<string, object?> fields && fields.GetValueOrDefault("answer") is string text
            ? new Completion(text, isChosen, fields.GetValueOrDefault("llm_name") as string)
            : throw row.Bad(column, "needs an object with the text 'answer'");
}
