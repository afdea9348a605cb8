using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets.Rows;

/// <summary>JudgeBench: two answers and which of them is right.</summary>
/// <remarks>Format: <c>ScalerLab/JudgeBench</c>.</remarks>
internal sealed class JudgeBenchRows : IRowFormat
{
    private static readonly string[] Used = ["pair_id", "question", "response_A", "response_B", "label", "response_model"];

    public string? Benchmark => "judgebench";

    public IReadOnlyList<string> RequiredColumns { get; } = ["pair_id", "source", "question", "response_A", "response_B", "label"];

    public bool IsOf(IReadOnlyDictionary<string, object?> columns) => columns.ContainsKey("response_A") && columns.ContainsKey("response_B");

    public RowDraft Read(SourceRow row)
    {
        var isFirst = row.Text("label") switch
        {
            "A>B" => true,
            "B>A" => false,
            var other => throw row.Bad("label", $"is {Excerpt.Quote(other)}; it has to be A>B or B>A"),
        };
        var author = row.OptionalText("response_model");
        var first = new Completion(row.Text("response_A"), isFirst, author);
        var second = new Completion(row.Text("response_B"), !isFirst, author);
        return new RowDraft(
            row.Where,
            row.Text("pair_id"),
            [row.Text("source")],
            ConversationColumn.Read(row, "question"),
            [isFirst ? first : second],
            [isFirst ? second : first],
            MetadataJson.SerializeOthers(row, Used));
    }
}
