using RewardBench2.Benchmark;
using RewardBench2.Storage;

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
    public IReadOnlyList<JudgementRow> Judgements { get; init; } = [];

    /// <summary>How many of the completions were cut to the model's maximum length, as far as the server tells.</summary>
    public int TruncatedCount { get; init; }
}
