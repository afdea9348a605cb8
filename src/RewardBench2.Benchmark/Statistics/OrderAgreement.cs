namespace RewardBench2.Benchmark.Statistics;

/// <summary>What a judge does when it is asked twice, with the completions in opposite orders.</summary>
/// <param name="Pairs">Prompts with a verdict in both orders.</param>
/// <param name="SameCompletion">Of those, how often the same completion won.</param>
/// <param name="SamePosition">How often the verdict stayed on the same position, and so on another completion.</param>
public sealed record OrderAgreement(int Pairs, int SameCompletion, int SamePosition)
{
    /// <summary>Neither: another completion in another position.</summary>
    public int Neither => Pairs - SameCompletion - SamePosition;

    /// <summary>Looks at prompts that were ranked in two orders; those without two verdicts are left out.</summary>
    public static OrderAgreement Compute(IEnumerable<(RankedVerdict First, RankedVerdict Second)> prompts)
    {
        var read = prompts.Where(pair => pair is { First.Position: not null, Second.Position: not null }).ToList();
        return new OrderAgreement(
            read.Count,
            read.Count(pair => pair.First.Winner == pair.Second.Winner),
            read.Count(pair => pair.First.Position == pair.Second.Position && pair.First.Winner != pair.Second.Winner));
    }
}
