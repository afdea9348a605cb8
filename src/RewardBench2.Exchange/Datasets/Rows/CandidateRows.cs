using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets.Rows;

/// <summary>Turns rows of a candidates set (best-of-N) into prompts.</summary>
internal static class CandidateRows
{
    public static IReadOnlyList<string> RequiredColumns { get; } = ["id", "prompt", "task", "completions", "correct"];

    /// <exception cref="InvalidFileException">The row breaks a rule of the schema.</exception>
    public static Prompt Read(SourceRow row)
    {
        var completions = row.Texts("completions");
        var correct = row.Flags("correct");
        var answers = row["answers"] is null ? null : row.Answers("answers");
        if (completions.Count == 0)
        {
            throw row.Bad("completions", "is an empty list; best-of-N chooses from at least one");
        }

        if (correct.Count != completions.Count)
        {
            throw row.Bad("correct", $"has {correct.Count} entries for {completions.Count} completions; it needs one each");
        }

        if (answers is not null && answers.Count != completions.Count)
        {
            throw row.Bad("answers", $"has {answers.Count} entries for {completions.Count} completions; it needs one each, or none at all");
        }

        var label = row["label"];
        return new Prompt(
            row.Text("id"),
            row.Text("task"),
            row.Text("prompt"),
            [.. completions.Select((text, i) => new Completion(text, correct[i], Answer: answers?[i]))],
            label is null ? null : MetadataJson.Serialize(new Dictionary<string, object?> { ["label"] = label }));
    }
}
