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
    public IReadOnlyList<ScoredPrompt> ToScoredPrompts(BenchmarkDefinition benchmark) =>
        [.. Rows.Select(row => ToScoredPrompt(benchmark, row))];

    private static ScoredPrompt ToScoredPrompt(BenchmarkDefinition benchmark, ScoresRow row)
    {
        var subset = benchmark.FindSubset(row.Subset) ?? throw new InvalidOperationException($"Row {row.Number} is of no subset of the benchmark.");
        var id = row.Id ?? throw new InvalidOperationException($"Row {row.Number} has no id.");
        return new ScoredPrompt(id, subset, row.Rewards, row.ChosenCount ?? subset.Rule.ChosenCount ?? 1, row.ReportedResult);
    }
}

/// <summary>What a model made of one prompt, as the file says.</summary>
/// <param name="Number">The row's number, from 1.</param>
/// <param name="Id">The prompt's id as the file says, not to be trusted alone; <c>null</c> where it says none.</param>
/// <param name="Subset">The subset's name in official spelling; for candidates, the task.</param>
/// <param name="ChosenCount">How many completions are chosen; <c>null</c> where the file does not say.</param>
/// <param name="Rewards">Finite, one per completion, chosen ones first. Empty where only a result is reported.</param>
/// <param name="ReportedResult">The result the file reports, a fraction between 0 and 1; <c>null</c> for Ties and where it says none.</param>
/// <param name="Text">What the row's texts say about which prompt it is.</param>
public sealed record ScoresRow(
    int Number,
    string? Id,
    string Subset,
    int? ChosenCount,
    IReadOnlyList<double> Rewards,
    double? ReportedResult,
    TextMatch Text);
