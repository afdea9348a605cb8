using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>A scores file joined to a dataset.</summary>
/// <param name="Rows">The rows whose prompt is known, in the dataset's order; never empty.</param>
/// <param name="Report">How they were joined and what was not.</param>
public sealed record JoinedScores(IReadOnlyList<JoinedRow> Rows, JoinReport Report)
{
    /// <summary>The rows of the benchmark's subsets, ready to be scored, with the dataset's ids.</summary>
    public IReadOnlyList<ScoredPrompt> ToScoredPrompts() =>
        [.. Rows.Select(row => new ScoredPrompt(
            row.Prompt.Id,
            Subsets.Parse(row.Prompt.Subset) ?? throw new InvalidOperationException($"{row.Prompt.Subset} is no subset of the benchmark."),
            row.Row.Rewards,
            row.Prompt.ChosenCount,
            row.Row.ReportedResult))];
}
