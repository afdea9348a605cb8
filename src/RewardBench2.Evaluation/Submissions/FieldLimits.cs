using System.Globalization;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>How long the fields of a submission may be. What else they have to be is <see cref="SubmissionRules"/>'s.</summary>
internal static class FieldLimits
{
    // As long as the longest template that is read.
    private const int ChatTemplateCharacters = 131_072;

    /// <summary>The first field that is too long; <c>null</c> when none is.</summary>
    public static Refusal? Check(SubmissionRequest request, LimitsOptions limits)
    {
        var names = limits.NameCharacters;
        return TooLong("model", request.Model, names)
            ?? TooLong("modelType", request.ModelType, names)
            ?? TooLong("dataset", request.Dataset, names)
            ?? (request.Benchmark ?? []).Select(name => TooLong("benchmark", name, names)).FirstOrDefault(refusal => refusal is not null)
            ?? TooLong("earlierToken", request.EarlierToken, names)
            ?? CheckBackend(request.Backend, names)
            ?? TooLong("judge.reader", request.Judge?.Reader, names)
            ?? CheckTemplate(request.Judge?.Template, limits);
    }

    private static Refusal? CheckBackend(BackendRequest? backend, int names)
    {
        var model = backend as ModelRequest;
        var served = backend as ServedRequest;
        var endpoint = backend as EndpointRequest;
        return TooLong("backend.name", (backend as BaselineRequest)?.Name, names)
            ?? TooLong("backend.protocol", endpoint?.Protocol, names)
            ?? TooLong("backend.servedModel", served?.ServedModel, names)
            ?? TooLong("backend.referenceModel", (backend as DpoRequest)?.ReferenceModel, names)
            ?? TooLong("backend.folder", (backend as OnnxRequest)?.Folder, names)
            ?? TooLong("backend.chatTemplate", model?.ChatTemplate, ChatTemplateCharacters);
    }

    private static Refusal? CheckTemplate(string? template, LimitsOptions limits) =>
        TooLong("judge.template", template, limits.JudgeTemplateCharacters)
        ?? (template is not null && JudgePrompts.MostPlaceholders(template) > limits.JudgePlaceholders
            ? new("judge.template", $"Each placeholder may stand {limits.JudgePlaceholders} times in a part of the judge's template; the prompt and its completions are long.")
            : null);

    private static Refusal? TooLong(string field, string? text, int most) => text is null || text.Length <= most
        ? null
        : new(field, string.Create(CultureInfo.InvariantCulture, $"{field} has {text.Length:N0} characters, and at most {most:N0} are taken."));
}
