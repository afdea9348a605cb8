using System.Security.Cryptography;
using System.Text;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Datasets.Rows;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets;

/// <summary>Makes prompts of a benchmark out of what rows say, or says why they are none of it.</summary>
internal static class BenchmarkPrompts
{
    /// <exception cref="InvalidFileException">The subset is none of the benchmark's, or its rule cannot score the row.</exception>
    public static Prompt Make(BenchmarkDefinition benchmark, RowDraft draft)
    {
        var subset = draft.FindSubset(benchmark) ?? throw UnknownSubset(benchmark, draft);
        CheckShape(subset, draft);
        return new Prompt(draft.Id, subset.Name, draft.Turns[^1].Text, [.. draft.Chosen, .. draft.Rejected], draft.Metadata)
        {
            EarlierTurns = [.. draft.Turns.SkipLast(1)],
            Cluster = benchmark.ClustersByPrompt ? ClusterOf(draft.Turns) : null,
        };
    }

    /// <summary>The one benchmark whose subsets and rules fit every row.</summary>
    /// <exception cref="InvalidFileException">There is none, or more than one.</exception>
    public static BenchmarkDefinition Recognise(IReadOnlyList<RowDraft> drafts, IReadOnlyList<BenchmarkDefinition> known)
    {
        var fitting = known.Where(benchmark => drafts.All(draft => draft.Fits(benchmark))).ToList();
        return fitting switch
        {
            [var only] => only,
            [] => throw drafts[0].Bad(
                $"the rows fit none of the benchmarks here ({string.Join(", ", known.Select(benchmark => benchmark.Name))}). "
                + $"{Nearest(drafts, known)} Name the benchmark to learn what does not fit, or bring its definition."),
            _ => throw drafts[0].Bad(
                $"the rows fit several benchmarks: {string.Join(", ", fitting.Select(benchmark => benchmark.Name))}. Name the one they are of."),
        };
    }

    private static string Nearest(IReadOnlyList<RowDraft> drafts, IReadOnlyList<BenchmarkDefinition> known)
    {
        var (benchmark, fit) = known.Select(one => (one, drafts.Count(draft => draft.Fits(one)))).MaxBy(one => one.Item2);
        return fit == 0 ? "Not one row fits any of them." : $"Of {benchmark.Name} are {fit} of {drafts.Count} rows.";
    }

    private static InvalidFileException UnknownSubset(BenchmarkDefinition benchmark, RowDraft draft)
    {
        var names = string.Join(", ", benchmark.Subsets.Select(subset => subset.Name));
        return draft.SubsetNames.Count == 0
            ? draft.Bad($"the row names no subset; it has to be one of {names}.")
            : draft.Bad($"the subset {Excerpt.Quote(draft.SubsetNames[0])} is unknown; it has to be one of {names}, for the rows are read as {benchmark.Title}.");
    }

    private static void CheckShape(Subset subset, RowDraft draft)
    {
        var prompt = $"prompt {Excerpt.Quote(draft.Id)}";
        if (draft.Chosen.Count == 0)
        {
            throw draft.Bad($"{prompt} has no chosen completion; without one it cannot be scored.");
        }

        if (draft.Rejected.Count == 0)
        {
            throw draft.Bad($"{prompt} has no rejected completion; without one it cannot be scored.");
        }

        if (subset.Rule.WrongShape(draft.Chosen.Count + draft.Rejected.Count, draft.Chosen.Count) is { } fault)
        {
            throw draft.Bad(
                $"{prompt} of {subset.Name} has {draft.Chosen.Count} chosen and {draft.Rejected.Count} rejected completions; {subset.Rule.Title} {fault}.");
        }

        if (subset.IsTies && Ties.ParseId(draft.Id) is null)
        {
            throw draft.Bad($"{Excerpt.Quote(draft.Id)} is not an id of Ties; both halves of a pair are named ref:N and tied:N with the same number N.");
        }
    }

    private static string ClusterOf(IReadOnlyList<Turn> turns) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', turns))))[..16];
}
