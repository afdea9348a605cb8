using RewardBench2.Benchmark;

namespace RewardBench2.Evaluation.Backends;

/// <summary>A backend that can show what it would send.</summary>
public interface IRequestPreview
{
    /// <summary>The exact body of the first request for a prompt; nothing is sent.</summary>
    /// <exception cref="PromptFailedException">The chat template refuses the prompt.</exception>
    string Preview(Prompt prompt);
}
