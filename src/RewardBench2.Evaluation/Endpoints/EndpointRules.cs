using RewardBench2.Evaluation.ChatTemplates;
using RewardBench2.Evaluation.Judges;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Submissions;

namespace RewardBench2.Evaluation.Endpoints;

/// <summary>What a submission of an endpoint, a DPO pair or a local model has to say, checked before anything is called.</summary>
public static class EndpointRules
{
    /// <summary>The kinds of backends that <see cref="EndpointRun"/> opens.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["endpoint", "dpo", "onnx"];

    // The longest special tokens of real tokenizers have about 40.
    private const int MostTokenLength = 200;

    /// <summary>The first field that is wrong and what to do; <c>null</c> when all is well.</summary>
    public static (string Field, string Detail)? Check(SubmissionRequest request) => request.Backend is not { } backend
        ? ("backend", "Say where the rewards come from.")
        : backend.Kind switch
        {
            "endpoint" => CheckEndpoint(request, backend),
            "dpo" => CheckDpo(backend),
            "onnx" => CheckFolder(backend.Folder),
            _ => ("backend.kind", $"Choose one of {string.Join(", ", Kinds)}."),
        } ?? CheckLimits(request);

    private static (string Field, string Detail)? CheckEndpoint(SubmissionRequest request, BackendRequest backend)
    {
        var protocol = backend.Protocol ?? EndpointProtocols.Auto;
        if (!EndpointProtocols.All.Contains(protocol))
        {
            return ("backend.protocol", $"Choose one of {string.Join(", ", EndpointProtocols.All)}.");
        }

        return Try("backend.url", () => EndpointAddress.Parse(backend.Url))
            ?? CheckTemplate(backend, isNeeded: EndpointProtocols.NeedsChatTemplate(protocol))
            ?? Try("backend.attribute", () => AttributeWeights.Parse(backend.Attribute))
            ?? Try("judge.template", () => JudgeSettings.From(request.Judge, protocol));
    }

    private static (string Field, string Detail)? CheckDpo(BackendRequest backend) =>
        Try("backend.url", () => EndpointAddress.Parse(backend.Url))
        ?? Try("backend.referenceUrl", () => EndpointAddress.Parse(backend.ReferenceUrl))
        ?? CheckTemplate(backend, isNeeded: true)
        ?? backend switch
        {
            { ServedModel: null or "" } => ("backend.servedModel", "Name the policy as its server does."),
            { ReferenceModel: null or "" } => ("backend.referenceModel", "Name the reference policy as its server does."),
            { Beta: <= 0 or > 100 } => ("backend.beta", "Beta is a factor above 0, often 0.1."),
            _ => null,
        };

    // A folder is one name below the operator's: nothing in it may lead elsewhere.
    private static (string Field, string Detail)? CheckFolder(string? folder) =>
        string.IsNullOrWhiteSpace(folder) || folder.IndexOfAny(['/', '\\', ':']) >= 0 || folder.StartsWith('.')
            ? ("backend.folder", "Name a folder that stands directly in the operator's folder of models.")
            : null;

    private static (string Field, string Detail)? CheckTemplate(BackendRequest backend, bool isNeeded)
    {
        if (backend.BosToken?.Length > MostTokenLength || backend.EosToken?.Length > MostTokenLength)
        {
            return (backend.BosToken?.Length > MostTokenLength ? "backend.bosToken" : "backend.eosToken", $"A token has at most {MostTokenLength} characters.");
        }

        if (string.IsNullOrWhiteSpace(backend.ChatTemplate))
        {
            return isNeeded ? ("backend.chatTemplate", "A server of this kind applies no chat template: choose one, or paste the model's own.") : null;
        }

        var tokens = SpecialTokens.From(backend.BosToken, backend.EosToken);
        return Try("backend.chatTemplate", () => ChatTemplate.Parse(backend.ChatTemplate, tokens)?.Render("Hello?", "Hello."));
    }

    private static (string Field, string Detail)? CheckLimits(SubmissionRequest request) => request switch
    {
        { Backend.MaxLength: < 16 or > 1_000_000 } => ("backend.maxLength", "The maximum length is a number of tokens, at least 16."),
        { Judge.MaxTokens: < 1 or > 1_000_000 } => ("judge.maxTokens", "The longest answer is a number of tokens, at least 1."),
        { Limits.MaxConcurrency: < 1 } => ("limits.maxConcurrency", "At least one request has to be under way."),
        { Limits: { MaxRequests: < 1 } or { MaxTokens: < 1 } or { MaxCost: <= 0 } } => ("limits", "A cap is above 0, or absent."),
        { Limits: { PricePerMillionInputTokens: < 0 } or { PricePerMillionOutputTokens: < 0 } } => ("limits", "A price is not below 0."),
        { Limits: { MaxCost: not null, PricePerMillionInputTokens: null, PricePerMillionOutputTokens: null } } =>
            ("limits.maxCost", "A cap on cost needs a price per million tokens, or the server's cost goes unseen."),
        _ => null,
    };

    private static (string Field, string Detail)? Try(string field, Func<object?> read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception exception) when (exception is FormatException or ChatTemplateException)
        {
            return (field, exception.Message);
        }
    }
}
