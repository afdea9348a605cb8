using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>A local model, scored in this process.</summary>
public sealed class OnnxProtocol : BackendProtocol
{
    private OnnxProtocol()
    {
    }

    public static OnnxProtocol Instance { get; } = new() { Name = OnnxRequest.KindName };

    /// <inheritdoc/>
    public override IRewardBackend Open(BackendInputs inputs)
    {
        var request = (OnnxRequest)inputs.Request.Backend!;
        return OnnxClassifier.Open(inputs.ModelsFolder, request.Folder, inputs.Template, inputs.MaxLength, request.Attribute, inputs.Log);
    }

    /// <summary>Nothing is sent, so there are no requests; the tokens tell how much there is to read.</summary>
    public override Func<Prompt, RunPlan> PlanFor(SubmissionRequest request) =>
        prompt => new RunPlan(0, TokenUsage.Estimate(RunPlan.Characters(prompt)), 0, null);

    /// <inheritdoc/>
    public override ProtocolCard Describe(ProtocolCard card, BackendInputs inputs) => card.WithTemplate(this, inputs, own: "model");
}
