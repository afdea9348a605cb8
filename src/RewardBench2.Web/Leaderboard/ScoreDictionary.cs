using System.Collections.ObjectModel;

namespace RewardBench2.Web.Leaderboard;

/// <summary>A model's scores by what they are of, equal to any other with the same scores.</summary>
public sealed class ScoreDictionary<TKey>(IDictionary<TKey, Estimate> scores)
    : ReadOnlyDictionary<TKey, Estimate>(scores), IEquatable<ScoreDictionary<TKey>>
    where TKey : notnull
{
    public static implicit operator ScoreDictionary<TKey>(Dictionary<TKey, Estimate> scores) => new(scores);

    public bool Equals(ScoreDictionary<TKey>? other) =>
        other is not null && Count == other.Count && this.All(score => other.TryGetValue(score.Key, out var value) && value == score.Value);

    public override bool Equals(object? obj) => Equals(obj as ScoreDictionary<TKey>);

    public override int GetHashCode() => this.Aggregate(0, (hash, score) => hash ^ HashCode.Combine(score.Key, score.Value));
}
