using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Backends;

/// <summary>One way to get rewards: its public name, what it needs, and how it is opened, planned and described.</summary>
public abstract class BackendProtocol
{
    /// <summary>The public name, such as <c>vllm-classify</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How to start a server that speaks it with raw scores: one line, <c>MODEL</c> to be replaced. <c>null</c> where nothing is started.</summary>
    public string? LaunchCommand { get; init; }

    /// <summary>The server has no template of its own: one has to be submitted.</summary>
    public bool NeedsChatTemplate { get; init; }

    /// <summary>Requests name the model, so it has to be known.</summary>
    public bool NeedsModel { get; init; }

    /// <summary>The server takes prompt and completion apart, so a submitted template would go unused.</summary>
    public bool IgnoresChatTemplate { get; init; }

    /// <summary>Rewards are verdicts in words, not logits.</summary>
    public bool IsJudge { get; init; }

    /// <summary>What to do at launch against squashed scores, beyond the launch command; empty where there is nothing.</summary>
    public string AdviceAgainstSquashing { get; init; } = "";

    /// <summary>Opens the backend; nothing is sent yet.</summary>
    /// <exception cref="RunStoppedException">The model cannot be opened.</exception>
    public abstract IRewardBackend Open(BackendInputs inputs);

    /// <summary>What one prompt takes.</summary>
    /// <exception cref="FormatException">The judge's template lacks a placeholder.</exception>
    public abstract Func<Prompt, RunPlan> PlanFor(SubmissionRequest request);

    /// <summary>Adds to the protocol card what this protocol knows.</summary>
    public abstract ProtocolCard Describe(ProtocolCard card, BackendInputs inputs);
}
