using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>A scores file joined to a dataset.</summary>
/// <param name="Rows">The rows whose prompt is known, in the dataset's order; never empty.</param>
/// <param name="Report">How they were joined and what was not.</param>
public sealed record JoinedScores(IReadOnlyList<JoinedRow> Rows, JoinReport Report)
{
    /// <summary>The rows, ready to be scored, with the dataset's ids.</summary>
    /// <exception cref="InvalidOperationException">A prompt is of no subset of the benchmark.</exception>
    public IReadOnlyList<ScoredPrompt> ToScoredPrompts(BenchmarkDefinition benchmark) =>
        [.. Rows.Select(row => new ScoredPrompt(
            row.Prompt.Id,
            benchmark.FindSubset(row.Prompt.Subset) ?? throw new InvalidOperationException($"{row.Prompt.Subset} is not a subset of the benchmark."),
            row.Row.Rewards,
            row.Prompt.ChosenCount,
            row.Row.ReportedResult,
            row.Prompt.Cluster))];
}

/// <summary>A row together with its prompt.</summary>
public sealed record JoinedRow(Prompt Prompt, ScoresRow Row, JoinedBy By)
{
    /// <summary>The row names another prompt than the one it belongs to.</summary>
    public bool IsIdWrong => Row.Id is not null && Row.Id != Prompt.Id;
}

/// <summary>By which evidence a row was joined, most trusted first.</summary>
public enum JoinedBy
{
    /// <summary>The row's texts contain the prompt and every completion.</summary>
    Text,

    /// <summary>The row stands where the dataset has the prompt; subset and number of completions agree.</summary>
    Position,

    /// <summary>The row names the prompt; subset and number of completions agree.</summary>
    Id,
}
