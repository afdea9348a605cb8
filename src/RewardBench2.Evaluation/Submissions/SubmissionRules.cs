using System.Text.RegularExpressions;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Baselines;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>What a submission has to say, checked alike for the form and the API.</summary>
public static partial class SubmissionRules
{
    /// <summary>The first thing that is wrong; <c>null</c> when all is well.</summary>
    public static SubmissionOutcome.Refused? Check(SubmissionRequest request) =>
        CheckModel(request.Model, request.ModelType) ?? CheckBackend(request);

    /// <summary>Checks the model's name and type.</summary>
    public static SubmissionOutcome.Refused? CheckModel(string? model, string? modelType)
    {
        if (model is null || model.Length > 200 || !ModelName().IsMatch(model))
        {
            return new("model", "Name the model as org/name, up to 200 letters, digits, dots, dashes and underscores, such as Skywork/Skywork-Reward-V2-Llama-3.1-8B.");
        }

        return ModelType.Parse(modelType) is null
            ? new("modelType", $"'{Shorten(modelType)}' is no model type. Choose one of {string.Join(", ", ModelType.All)}.")
            : null;
    }

    private static SubmissionOutcome.Refused? CheckBackend(SubmissionRequest request) => request.Backend switch
    {
        null or { Kind: null } => new("backend", "Say where the rewards come from: backend.kind is 'baseline', 'endpoint', 'dpo' or 'onnx', or upload a file of scores."),
        { Kind: "baseline" } baseline when BaselineBackend.Names.Contains(baseline.Name) => null,
        { Kind: "baseline" } baseline => new("backend.name", $"'{Shorten(baseline.Name)}' is no baseline. Choose one of {string.Join(", ", BaselineBackend.Names)}."),
        { Kind: { } kind } when EndpointRules.Kinds.Contains(kind) => EndpointRules.Check(request) is { } wrong ? new(wrong.Field, wrong.Detail) : null,
        { Kind: var kind } => new("backend.kind", $"'{Shorten(kind)}' is no kind of backend. Choose 'baseline', 'endpoint', 'dpo' or 'onnx'."),
    };

    private static string Shorten(string? text) => text is null ? "" : text.Length > 40 ? text[..40] + "…" : text;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex ModelName();
}
