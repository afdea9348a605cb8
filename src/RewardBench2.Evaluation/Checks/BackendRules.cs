using RewardBench2.Evaluation.Backends.Baselines;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Checks;

/// <summary>What a submission has to say of its backend, checked before anything is called.</summary>
public static class BackendRules
{
    // The longest special tokens of real tokenizers have about 40.
    private const int MostTokenLength = 200;

    /// <summary>The first field that is wrong and what to do; <c>null</c> when all is well.</summary>
    public static Refusal? Check(SubmissionRequest request) => request.Backend switch
    {
        BaselineRequest baseline => CheckBaseline(baseline),
        EndpointRequest endpoint => CheckEndpoint(request, endpoint) ?? CheckLimits(request),
        DpoRequest dpo => CheckDpo(dpo) ?? CheckLimits(request),
        OnnxRequest onnx => CheckFolder(onnx.Folder) ?? CheckAddress(onnx) ?? Try("backend.attribute", () => AttributeWeights.Parse(onnx.Attribute)) ?? CheckLimits(request),
        _ => new("backend", $"Say where the rewards come from: set backend.kind to one of {string.Join(", ", BackendRequest.Kinds)}, or upload a file of scores."),
    };

    private static Refusal? CheckBaseline(BaselineRequest baseline) => BaselineBackend.Names.Contains(baseline.Name)
        ? null
        : new("backend.name", $"'{Refusal.Shorten(baseline.Name)}' is not a baseline. Choose one of {string.Join(", ", BaselineBackend.Names)}.");

    private static Refusal? CheckEndpoint(SubmissionRequest request, EndpointRequest backend)
    {
        var name = backend.Protocol ?? BackendProtocols.Auto;
        if (!BackendProtocols.EndpointNames.Contains(name))
        {
            return new("backend.protocol", $"Choose one of {string.Join(", ", BackendProtocols.EndpointNames)}.");
        }

        var protocol = BackendProtocols.Find(name);
        return Try("backend.url", () => EndpointAddress.Parse(backend.Url))
            ?? HeaderRules.Check(backend.Headers, backend.ApiKey)
            ?? CheckTemplate(backend, isNeeded: protocol?.NeedsChatTemplate ?? false)
            ?? Try("backend.attribute", () => AttributeWeights.Parse(backend.Attribute))
            ?? Try("judge.template", () => JudgePrompts.Parse(request.Judge?.Template, isRanking: protocol == JudgeProtocol.Ranking))
            ?? Try("judge.reader", () => VerdictReader.Parse(request.Judge?.Reader));
    }

    private static Refusal? CheckDpo(DpoRequest backend) =>
        Try("backend.url", () => EndpointAddress.Parse(backend.Url))
        ?? Try("backend.referenceUrl", () => EndpointAddress.Parse(backend.ReferenceUrl))
        ?? HeaderRules.Check(backend.Headers, backend.ApiKey)
        ?? CheckTemplate(backend, isNeeded: true)
        ?? backend switch
        {
            { ServedModel: null or "" } => new("backend.servedModel", "Enter the policy's name as its server lists it."),
            { ReferenceModel: null or "" } => new("backend.referenceModel", "Enter the reference policy's name as its server lists it."),
            { Beta: <= 0 or > 100 } => new("backend.beta", "Beta must be above 0 and at most 100; 0.1 is common."),
            _ => null,
        };

    // A folder is one name below the operator's: nothing in it may lead elsewhere.
    private static Refusal? CheckFolder(string? folder) =>
        string.IsNullOrWhiteSpace(folder) || folder.IndexOfAny(['/', '\\', ':']) >= 0 || folder.StartsWith('.')
            ? new("backend.folder", "Name a folder directly inside the operator's folder of models.")
            : null;

    private static Refusal? CheckTemplate(ModelRequest backend, bool isNeeded)
    {
        if (backend.BosToken?.Length > MostTokenLength || backend.EosToken?.Length > MostTokenLength)
        {
            var field = backend.BosToken?.Length > MostTokenLength ? "backend.bosToken" : "backend.eosToken";
            return new(field, $"A token has at most {MostTokenLength} characters.");
        }

        if (string.IsNullOrWhiteSpace(backend.ChatTemplate))
        {
            return isNeeded ? new("backend.chatTemplate", "This kind of server applies no chat template: choose one, or paste the model's own.") : null;
        }

        return HubTemplate.IsAddress(backend.ChatTemplate)
            ? CheckAddress(backend)
            : Try("backend.chatTemplate", () => ChatTemplate.Parse(backend.ChatTemplate, SpecialTokens.From(backend))?.Render("Hello?", "Hello."));
    }

    // What a model of the hub brings is checked once it is here.
    private static Refusal? CheckAddress(ModelRequest backend) => HubTemplate.IsAddress(backend.ChatTemplate)
        ? Try("backend.chatTemplate", () => HubTemplate.ParseAddress(backend.ChatTemplate ?? ""))
        : null;

    private static Refusal? CheckLimits(SubmissionRequest request) => request switch
    {
        { Backend: ModelRequest { MaxLength: < 16 or > 1_000_000 } } => new("backend.maxLength", "The maximum length is a number of tokens, at least 16."),
        { Judge.MaxTokens: < 1 or > 1_000_000 } => new("judge.maxTokens", "The limit on a judge's answer is a number of tokens, at least 1."),
        { Limits.MaxConcurrency: < 1 } => new("limits.maxConcurrency", "The limit on concurrent requests must be at least 1."),
        { Limits: { MaxRequests: < 1 } or { MaxTokens: < 1 } or { MaxCost: <= 0 } } => new("limits", "A cap must be above 0; leave it out for none."),
        { Limits: { PricePerMillionInputTokens: < 0 } or { PricePerMillionOutputTokens: < 0 } } => new("limits", "A price must not be negative."),
        { Limits: { MaxCost: not null, PricePerMillionInputTokens: null, PricePerMillionOutputTokens: null } } =>
            new("limits.maxCost", "A cap on cost needs a price per million tokens: without one the cost may be unknown."),
        _ => null,
    };

    private static Refusal? Try(string field, Func<object?> read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception exception) when (exception is FormatException or ChatTemplateException)
        {
            return new(field, exception.Message);
        }
    }
}
