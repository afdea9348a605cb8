using RewardBench2.Benchmark;

namespace RewardBench2.Web.Leaderboard;

/// <summary>A view that many readers come for.</summary>
/// <param name="Text">What the link says.</param>
/// <param name="Meaning">What it leaves out.</param>
/// <param name="Narrow">From an unfiltered view to this one.</param>
public sealed record LeaderboardPreset(string Text, string Meaning, Func<LeaderboardQuery, LeaderboardQuery> Narrow)
{
    public static IReadOnlyList<LeaderboardPreset> All { get; } =
    [
        new("All", "Every model", query => query),
        new("Without API-only", "Leaves out models that their makers serve through an API only; models whose weights are unknown stay", query => query with { WithoutApiOnly = true }),
        new("Up to 10B", "Models of at most ten billion parameters; size as stated, or as the name says", query => query with { MaxSize = 10 }),
        new("Judges", "Language models that judge in words", query => query with { Type = ModelType.GenerativeRewardModel }),
        new("Classifiers", "Sequence classifiers", query => query with { Type = ModelType.SequenceClassifier }),
        new("Scored on this site", "Runs made on this site, and uploads recomputed here", query => query with { Provenance = "here" }),
    ];

    /// <summary>This preset, keeping what is not a filter.</summary>
    public LeaderboardQuery Of(LeaderboardQuery query) => Narrow(query.WithoutFilters());

    /// <summary>Whether the view is filtered by just this preset.</summary>
    public bool IsCurrent(LeaderboardQuery query) => Of(query) == query;
}
