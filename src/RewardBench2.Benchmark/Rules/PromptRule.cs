using System.Text.Json.Serialization;

namespace RewardBench2.Benchmark.Rules;

/// <summary>A rule that gives each prompt a result of its own; the score is their mean.</summary>
public abstract record PromptRule : ScoringRule
{
    /// <summary>Parts that a score by this rule falls into, by name; empty where there are none.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<(string Name, PromptRule Rule)> Parts => [];

    /// <summary>What one prompt earns, a fraction between 0 and 1.</summary>
    /// <param name="rewards">One per completion, finite, chosen ones first.</param>
    /// <param name="chosen">How many are chosen; at least 1.</param>
    /// <exception cref="ArgumentException">The rule does not fit this shape.</exception>
    public double ResultOf(IReadOnlyList<double> rewards, int chosen) =>
        WrongShape(rewards.Count, chosen) is { } fault
            ? throw new ArgumentException($"The rule '{Title}' {fault}.", nameof(rewards))
            : Result(rewards, chosen);

    /// <summary>What one prompt earns, a fraction between 0 and 1: of its rewards, or where there are none the result that a file reports.</summary>
    /// <exception cref="ArgumentException">It has neither rewards nor a reported result, or another shape.</exception>
    public double ResultOf(ScoredPrompt prompt) =>
        prompt.Rewards.Count > 0
            ? ResultOf(prompt.Rewards, prompt.ChosenCount)
            : prompt.ReportedResult
              ?? throw new ArgumentException($"Prompt {prompt.Id} has neither rewards nor a result.", nameof(prompt));

    /// <inheritdoc/>
    public override double Score(IReadOnlyCollection<ScoredPrompt> prompts) =>
        prompts.Count == 0
            ? throw new ArgumentException("The score is undefined for a subset without prompts.", nameof(prompts))
            : prompts.Average(ResultOf);

    /// <inheritdoc/>
    /// <remarks>
    /// A cluster of several rows contributes the sum of their results, scaled so that the mean over clusters is the mean over rows.
    /// </remarks>
    public override SubsetCredits Credits(IReadOnlyCollection<ScoredPrompt> prompts)
    {
        if (prompts.All(prompt => prompt.Cluster is null))
        {
            return SubsetCredits.Sorted([.. prompts.Select(prompt => prompt.Id)], [.. prompts.Select(ResultOf)]);
        }

        var clusters = prompts.GroupBy(prompt => prompt.Cluster ?? prompt.Id).OrderBy(cluster => cluster.Key, StringComparer.Ordinal).ToArray();
        var scale = (double)clusters.Length / prompts.Count;
        return new SubsetCredits([.. clusters.Select(cluster => cluster.Key)], [.. clusters.Select(cluster => scale * cluster.Sum(ResultOf))])
        {
            Results = [.. clusters.Select(cluster => cluster.Average(ResultOf))],
        };
    }

    /// <summary>What a prompt of the right shape earns.</summary>
    protected abstract double Result(IReadOnlyList<double> rewards, int chosen);

    /// <summary>For rules that need nothing but something to choose between.</summary>
    protected static string? NeedsBoth(int completions, int chosen) =>
        chosen < 1 || chosen >= completions ? "needs at least one chosen and one rejected completion" : null;
}
