namespace RewardBench2.Benchmark.Statistics;

/// <summary>How highly a reward model ranks the completions of one generating model.</summary>
/// <param name="GeneratedBy">The generating model.</param>
/// <param name="MeanInverseRank">The mean over its completions of 1 / rank within the prompt; at most 1, which is always on top.</param>
/// <param name="Completions">How many completions of it there are.</param>
/// <remarks>Source: the paper (arXiv 2506.01937), appendix D: reward models prefer what their own base model wrote.</remarks>
public sealed record GeneratorRank(string GeneratedBy, double MeanInverseRank, int Completions)
{
    /// <summary>Ranks the generating models of a set of prompts, highest first.</summary>
    /// <param name="prompts">By prompt: rewards, one per completion, and who wrote each; <c>null</c> where unknown: such completions take a rank but have no row.</param>
    /// <remarks>Completions that share a reward share the mean of the ranks they take up.</remarks>
    public static IReadOnlyList<GeneratorRank> Compute(
        IEnumerable<(IReadOnlyList<double> Rewards, IReadOnlyList<string?> GeneratedBy)> prompts) =>
    [
        .. prompts
            .SelectMany(prompt => Correlation.Ranks([.. prompt.Rewards.Select(reward => -reward)])
                .Zip(prompt.GeneratedBy, (rank, generator) => (Inverse: 1 / rank, Generator: generator)))
            .Where(ranked => ranked.Generator is not null)
            .GroupBy(ranked => ranked.Generator!)
            .Select(group => new GeneratorRank(group.Key, group.Average(ranked => ranked.Inverse), group.Count()))
            .OrderByDescending(generator => generator.MeanInverseRank)
            .ThenBy(generator => generator.GeneratedBy, StringComparer.Ordinal),
    ];
}
