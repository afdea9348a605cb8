using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets;

/// <summary>Turns rows of RewardBench 2's official schema into prompts, checking every count.</summary>
internal static class BenchmarkRows
{
    public static IReadOnlyList<string> RequiredColumns { get; } =
        ["id", "prompt", "chosen", "rejected", "num_correct", "num_incorrect", "total_completions", "subset"];

    /// <exception cref="InvalidFileException">The row breaks a rule of the schema.</exception>
    public static Prompt Read(SourceRow row)
    {
        var id = row.Text("id");
        var subset = row.Text("subset");
        var known = Subsets.Parse(subset)
            ?? throw row.Bad($"the subset {Excerpt.Quote(subset)} is unknown; it has to be one of {string.Join(", ", Subsets.All.Select(subset => subset.Name))}.");
        var chosen = row.Texts("chosen");
        var rejected = row.Texts("rejected");
        CheckCount(row, "num_correct", chosen.Count, "chosen completions");
        CheckCount(row, "num_incorrect", rejected.Count, "rejected completions");
        CheckCount(row, "total_completions", chosen.Count + rejected.Count, "completions");
        CheckShape(row, id, known, chosen.Count, rejected.Count);

        var authors = Authors(row, chosen.Count + rejected.Count);
        return new Prompt(
            id,
            known.Name,
            row.Text("prompt"),
            [
                .. chosen.Select((text, i) => new Completion(text, IsChosen: true, authors(i))),
                .. rejected.Select((text, i) => new Completion(text, IsChosen: false, authors(chosen.Count + i))),
            ],
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

    private static void CheckShape(SourceRow row, string id, Subset subset, int chosen, int rejected)
    {
        if (chosen == 0)
        {
            throw row.Bad($"prompt {Excerpt.Quote(id)} has no chosen completion; without one it cannot be scored.");
        }

        if (rejected == 0)
        {
            throw row.Bad($"prompt {Excerpt.Quote(id)} has no rejected completion; without one it cannot be scored.");
        }

        if (subset != Subsets.Ties && (chosen, rejected) is not (1, 3))
        {
            throw row.Bad($"prompt {Excerpt.Quote(id)} of {subset.Name} has {chosen} chosen and {rejected} rejected completions; outside Ties a prompt has 1 and 3.");
        }

        if (subset == Subsets.Ties && Benchmark.Ties.ParseId(id) is null)
        {
            throw row.Bad($"{Excerpt.Quote(id)} is not an id of Ties; both halves of a pair are named ref:N and tied:N with the same number N.");
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
