namespace RewardBench2.Benchmark.Statistics;

/// <summary>A judge's answer when it saw all completions of a prompt in one request.</summary>
/// <param name="Order">The completions' places in the dataset in the order shown; 0 is the chosen one.</param>
/// <param name="Position">Where the winner stood, 0 for shown first; <c>null</c> where no verdict could be read.</param>
public sealed record RankedVerdict(IReadOnlyList<int> Order, int? Position)
{
    /// <summary>The winner's place in the dataset; 0 is the chosen completion.</summary>
    public int? Winner => Position is { } position ? Order[position] : null;
}
