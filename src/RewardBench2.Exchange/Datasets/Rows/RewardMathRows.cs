using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets.Rows;

/// <summary>RewardMATH: a row per solution, ten of one problem being a prompt.</summary>
/// <remarks>
/// Format: <c>kimsh0507/RewardMATH_official</c>, <c>RewardMATH_direct.json</c>. A solution is a list of steps; classifiers read them
/// joined by line breaks (<c>src/prompts.py</c>).
/// </remarks>
internal sealed class RewardMathRows : IRowFormat
{
    private static readonly string[] Used =
        ["id", "problem_id", "problem", "eval_solution", "solution_reference", "solution_type"];

    public string? Benchmark => "rewardmath";

    public IReadOnlyList<string> RequiredColumns { get; } = ["problem_id", "problem", "eval_solution", "solution_type"];

    public bool MergesRows => true;

    public bool IsOf(IReadOnlyDictionary<string, object?> columns) => columns.ContainsKey("eval_solution") && columns.ContainsKey("solution_type");

    public RowDraft Read(SourceRow row)
    {
        var isChosen = row.Text("solution_type") switch
        {
            "chosen" => true,
            "rejected" => false,
            var other => throw row.Bad("solution_type", $"is {Excerpt.Quote(other)}; it has to be chosen or rejected"),
        };
        var text = row["eval_solution"] is string whole ? whole : string.Join('\n', row.Texts("eval_solution"));
        var completion = new Completion(text, isChosen, row.OptionalText("solution_reference"));
        return new RowDraft(
            row.Where,
            row.Text("problem_id"),
            [],
            ConversationColumn.Read(row, "problem"),
            isChosen ? [completion] : [],
            isChosen ? [] : [completion],
            MetadataJson.SerializeOthers(row, Used));
    }
}
