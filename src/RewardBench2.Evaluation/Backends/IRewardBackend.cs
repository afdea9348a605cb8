using RewardBench2.Benchmark;

namespace RewardBench2.Evaluation.Backends;

/// <summary>Gives every completion of a prompt a reward: a baseline, a reward-model server, a judge, a local model.</summary>
public interface IRewardBackend : IAsyncDisposable
{
    /// <summary>Rewards one prompt's completions.</summary>
    /// <returns>One finite reward per completion, in the prompt's order; higher is better.</returns>
    /// <exception cref="PromptFailedException">This prompt cannot be scored; the run goes on without it.</exception>
    /// <exception cref="RunStoppedException">No prompt can be scored any more; the run pauses or fails with the reason.</exception>
    Task<PromptRewards> RewardAsync(Prompt prompt, CancellationToken cancellationToken);
}

/// <summary>What a backend says of one prompt.</summary>
/// <param name="Rewards">One finite reward per completion, in the prompt's order.</param>
public sealed record PromptRewards(IReadOnlyList<double> Rewards)
{
    /// <summary>A judge's own words; empty for other backends.</summary>
    public IReadOnlyList<Judgement> Judgements { get; init; } = [];

    /// <summary>How many of the completions were cut to the model's maximum length, as far as the server tells.</summary>
    public int TruncatedCount { get; init; }
}

/// <summary>One answer of a judge, kept whole so that a reader can check it.</summary>
public sealed record Judgement
{
    /// <summary>Which completion was rated; <c>null</c> when all were ranked in one request.</summary>
    public int? CompletionPosition { get; init; }

    /// <summary>For a ranking: the completions' positions in the order shown, such as "2,0,1,3".</summary>
    public string? Order { get; init; }

    /// <summary>The seed that drew the order.</summary>
    public long? Seed { get; init; }

    /// <summary>The messages as they were sent, as JSON.</summary>
    public required string Request { get; init; }

    /// <summary>The judge's raw words; empty when the server sent none.</summary>
    public required string Text { get; init; }

    /// <summary>Why the server stopped: <c>stop</c>, <c>length</c>, <c>content_filter</c>.</summary>
    public string? FinishReason { get; init; }

    /// <summary>How the words were read: <c>parsed</c>, <c>unparsed</c>, <c>truncated</c> or <c>refused</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The verdict as read: a letter for a ranking, a number for a rating; <c>null</c> when none was found.</summary>
    public string? Verdict { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    /// <summary>How long the judge took, in milliseconds.</summary>
    public double Milliseconds { get; init; }
}
