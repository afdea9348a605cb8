namespace RewardBench2.Benchmark;

/// <summary>Values by subset: looked up by the subset's name, listed in the benchmark's order.</summary>
public static class BySubset
{
    public static OrderedDictionary<Subset, T> InOrder<T>(IEnumerable<KeyValuePair<Subset, T>> values) => new(values.OrderBy(value => value.Key));
}
