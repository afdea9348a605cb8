namespace RewardBench2.Benchmark.Statistics;

/// <summary>
/// What each unit of a subset (a prompt; of Ties a pair) contributes to the subset's score, which is their mean.
/// </summary>
/// <param name="Keys">What tells units apart, in ordinal order: a prompt's id; of Ties the pair's number as text.</param>
/// <param name="Values">One contribution per key: of best-of-4 the result, a fraction; of Ties the weighted terms of one pair.</param>
public sealed record SubsetCredits(IReadOnlyList<string> Keys, double[] Values)
{
    /// <summary>The subset's score.</summary>
    public double Score => Values.Sum() / Values.Length;

    /// <summary>Only the units whose keys are given; order is kept.</summary>
    public SubsetCredits Only(IReadOnlySet<string> keys)
    {
        var kept = Enumerable.Range(0, Values.Length).Where(i => keys.Contains(Keys[i])).ToArray();
        return new SubsetCredits([.. kept.Select(i => Keys[i])], [.. kept.Select(i => Values[i])]);
    }

    /// <summary>The contributions of best-of-4 prompts.</summary>
    public static SubsetCredits OfBestOfFour(IEnumerable<ScoredPrompt> prompts)
    {
        var all = prompts as IReadOnlyCollection<ScoredPrompt> ?? [.. prompts];
        return Sorted([.. all.Select(prompt => prompt.Id)], [.. all.Select(BestOfFour.Result)]);
    }

    /// <summary>The contributions of pairs of Ties; a half without its twin is a unit of its own.</summary>
    /// <exception cref="ArgumentException">As <see cref="Ties.Score"/>.</exception>
    public static SubsetCredits OfTies(IReadOnlyCollection<ScoredPrompt> prompts)
    {
        var units = new TiesUnits(prompts);
        return Sorted(units.Keys, units.Contributions());
    }

    private static SubsetCredits Sorted(string[] keys, double[] values)
    {
        Array.Sort(keys, values, StringComparer.Ordinal);
        return new SubsetCredits(keys, values);
    }
}
