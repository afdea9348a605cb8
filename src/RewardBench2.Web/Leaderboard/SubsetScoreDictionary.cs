using System.Collections.ObjectModel;
using RewardBench2.Benchmark;

namespace RewardBench2.Web.Leaderboard;

/// <summary>A model's scores by subset, equal to any other with the same scores.</summary>
public sealed class SubsetScoreDictionary(IDictionary<Subset, Estimate> scores)
    : ReadOnlyDictionary<Subset, Estimate>(scores), IEquatable<SubsetScoreDictionary>
{
    public static implicit operator SubsetScoreDictionary(Dictionary<Subset, Estimate> scores) => FromDictionary(scores);

    public static SubsetScoreDictionary FromDictionary(Dictionary<Subset, Estimate> scores) => new(scores);

    public bool Equals(SubsetScoreDictionary? other) =>
        other is not null && Subsets.All.All(subset => this.GetValueOrDefault(subset) == other.GetValueOrDefault(subset));

    public override bool Equals(object? obj) => Equals(obj as SubsetScoreDictionary);

    public override int GetHashCode() =>
        Subsets.All.Aggregate(0, (hash, subset) => HashCode.Combine(hash, this.GetValueOrDefault(subset)));
}
