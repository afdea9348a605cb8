using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>What a per-prompt scores file holds.</summary>
/// <param name="Model">The model's name; <c>null</c> where the file does not say (JSON Lines).</param>
/// <param name="ModelType">The model's type as the file spells it.</param>
/// <param name="ChatTemplate">How conversations were formatted, as far as the file says.</param>
/// <param name="Rows">One per prompt, in the file's order. Never empty.</param>
public sealed record ScoresContent(string? Model, string? ModelType, string? ChatTemplate, IReadOnlyList<ScoresRow> Rows)
{
    /// <summary>
    /// The rows as prompts to score, trusting the file's own ids; where a dataset is at hand, <see cref="ScoresJoin"/>
    /// is the better judge.
    /// </summary>
    /// <exception cref="InvalidOperationException">The file was read against a dataset and lacks ids or subsets of the benchmark.</exception>
    public IReadOnlyList<ScoredPrompt> ToScoredPrompts() =>
        [.. Rows.Select(row => new ScoredPrompt(
            row.Id ?? throw new InvalidOperationException($"Row {row.Number} has no id."),
            Subsets.Parse(row.Subset) ?? throw new InvalidOperationException($"Row {row.Number} is of no subset of the benchmark."),
            row.Rewards,
            row.ChosenCount ?? 1,
            row.ReportedResult))];
}
