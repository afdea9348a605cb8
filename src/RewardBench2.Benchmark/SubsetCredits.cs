namespace RewardBench2.Benchmark;

/// <summary>
/// What each unit of a subset contributes to the subset's score, which is their mean. A unit is a prompt; of Ties a pair; where
/// rows that share a prompt form a cluster, the cluster. Units are what the bootstrap draws.
/// </summary>
/// <param name="Keys">What tells units apart, in ordinal order: a prompt's id, a cluster's key; of Ties the pair's number as text.</param>
/// <param name="Values">One contribution per key: a prompt's result, a fraction; of Ties the weighted terms of one pair.</param>
public sealed record SubsetCredits(IReadOnlyList<string> Keys, double[] Values)
{
    /// <summary>What each unit earns by itself, a fraction: its value, or of a cluster the mean over its rows.</summary>
    public double[] Results { get; init; } = Values;

    /// <summary>The subset's score.</summary>
    public double Score => Values.Sum() / Values.Length;

    /// <summary>Only the units whose keys are given; order is kept.</summary>
    public SubsetCredits Only(IReadOnlySet<string> keys)
    {
        var kept = Enumerable.Range(0, Values.Length).Where(i => keys.Contains(Keys[i])).ToArray();
        return new SubsetCredits([.. kept.Select(i => Keys[i])], [.. kept.Select(i => Values[i])]) { Results = [.. kept.Select(i => Results[i])] };
    }

    /// <summary>Puts units in the order of their keys.</summary>
    /// <param name="keys">One per value; sorted in place.</param>
    /// <param name="values">Sorted along with the keys, in place.</param>
    public static SubsetCredits Sorted(string[] keys, double[] values)
    {
        Array.Sort(keys, values, StringComparer.Ordinal);
        return new SubsetCredits(keys, values);
    }
}
