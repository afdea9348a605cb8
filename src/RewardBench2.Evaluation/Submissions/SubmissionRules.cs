using System.Text.RegularExpressions;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>What a submission has to say, checked alike for the form and the API.</summary>
public static partial class SubmissionRules
{
    /// <summary>The first thing that is wrong; <c>null</c> when all is well.</summary>
    public static Refusal? Check(SubmissionRequest request) =>
        CheckModel(request.Model, request.ModelType) ?? BackendRules.Check(request);

    /// <summary>Checks the model's name and type.</summary>
    public static Refusal? CheckModel(string? model, string? modelType)
    {
        if (!IsModelName(model))
        {
            return new("model", "Name the model as org/name, up to 200 letters, digits, dots, dashes and underscores, such as Skywork/Skywork-Reward-V2-Llama-3.1-8B.");
        }

        return ModelType.Parse(modelType) is null
            ? new("modelType", $"'{Refusal.Shorten(modelType)}' is not a model type. Choose one of {string.Join(", ", ModelType.All)}.")
            : null;
    }

    /// <summary>Whether a text can name a model: <c>org/name</c>.</summary>
    public static bool IsModelName(string? text) => text is { Length: <= 200 } && ModelName().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex ModelName();
}
