using RewardBench2.Benchmark.Statistics;

namespace RewardBench2.Web.Prompts;

/// <summary>Which generating models win with which reward models: the mean inverse rank of their completions.</summary>
/// <param name="Generators">Those with most completions first.</param>
/// <param name="Rows">One per model with rewards, best first.</param>
public sealed record GeneratorTable(IReadOnlyList<string> Generators, IReadOnlyList<GeneratorRow> Rows)
{
    /// <param name="subset">One subset's name; <c>null</c> for all.</param>
    public static GeneratorTable Compute(ExplorerSnapshot snapshot, string? subset)
    {
        // A prompt whose completions all come from one author says nothing about authors.
        int[] places = [.. Enumerable.Range(0, snapshot.Prompts.Count)
            .Where(at => (subset is null || snapshot.Prompts[at].Subset == subset)
                && snapshot.Prompts[at].GeneratedBy.OfType<string>().Distinct().Count() > 1)];
        var rows = snapshot.Models
            .AsParallel()
            .AsOrdered()
            .Select(model => new GeneratorRow(
                model.RunId,
                model.Model,
                model.ModelType,
                GeneratorRank.Compute(places
                    .Where(at => model.Rewards[at].Length == snapshot.Prompts[at].CompletionCount)
                    .Select(at => ((IReadOnlyList<double>)model.Rewards[at], snapshot.Prompts[at].GeneratedBy)))))
            .Where(row => row.Generators.Count > 0)
            .ToList();
        var generators = places
            .SelectMany(at => snapshot.Prompts[at].GeneratedBy.OfType<string>())
            .CountBy(name => name)
            .OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => count.Key)
            .ToList();
        return new GeneratorTable(generators, rows);
    }
}

/// <summary>A reward model's row.</summary>
public sealed record GeneratorRow(string RunId, string Model, string ModelType, IReadOnlyList<GeneratorRank> Generators)
{
    public GeneratorRank? Find(string generator) => Generators.FirstOrDefault(rank => rank.GeneratedBy == generator);
}
