using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Backends.Dpo;

/// <summary>Two policies whose log-probabilities make the reward.</summary>
public sealed class DpoProtocol : BackendProtocol
{
    private DpoProtocol()
    {
    }

    public static DpoProtocol Instance { get; } =
        new() { Name = DpoRequest.KindName, LaunchCommand = "vllm serve MODEL", NeedsChatTemplate = true, NeedsModel = true };

    /// <inheritdoc/>
    public override IRewardBackend Open(BackendInputs inputs)
    {
        var request = Request(inputs.Request);
        return new DpoBackend(
            new CompletionLogprobs(inputs.Clients[0], request.ServedModel ?? ""),
            new CompletionLogprobs(inputs.Clients[1], request.ReferenceModel ?? ""),
            inputs.Template ?? throw new InvalidOperationException("DPO needs a chat template."),
            request.Beta ?? DpoBackend.DefaultBeta);
    }

    /// <inheritdoc/>
    public override Func<Prompt, RunPlan> PlanFor(SubmissionRequest request) => prompt => new RunPlan(
        2 * prompt.Completions.Count, 2 * TokenUsage.Estimate(RunPlan.Characters(prompt)), 2 * prompt.Completions.Count, null);

    /// <inheritdoc/>
    public override ProtocolCard Describe(ProtocolCard card, BackendInputs inputs) => card.WithTemplate(this, inputs) with
    {
        ReferenceModel = Request(inputs.Request).ReferenceModel,
        Beta = Request(inputs.Request).Beta ?? DpoBackend.DefaultBeta,
    };

    private static DpoRequest Request(SubmissionRequest request) => (DpoRequest)request.Backend!;
}
