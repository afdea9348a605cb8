using System.Reflection;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Backends;

/// <summary>Everything that somebody needs to get the same numbers again. Holds no address and no key.</summary>
public sealed record ProtocolCard
{
    /// <summary>Such as <c>vllm-classify</c>, <c>judge-ranking</c>, <c>dpo</c> or <c>onnx</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>What serves, and in which version, where it tells.</summary>
    public string? Server { get; init; }

    public string? Version { get; init; }

    /// <summary>The model's name on its server.</summary>
    public string? ServedModel { get; init; }

    /// <summary>The names of the headers that were sent along; their values are kept nowhere.</summary>
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary><c>raw</c> when raw scores were asked for by name, <c>unknown</c> when the server knows no such parameter.</summary>
    public string? Activation { get; init; }

    /// <summary>A preset's name, the pasted template itself, or <c>server</c> or <c>model</c> where the server, or the model's folder, has its own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Where the template was fetched: <c>ORG/NAME@COMMIT, FILE</c> of the hub; <c>null</c> where it was submitted, or is the server's or the folder's own.</summary>
    public string? ChatTemplateSource { get; init; }

    /// <summary>The longest conversation in tokens, cut on the right; <c>null</c> leaves it to the server.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Completions known to have been cut; many servers do not tell.</summary>
    public long Truncated { get; init; }

    /// <summary>Which attribute, or which weights, make the reward.</summary>
    public string? Attribute { get; init; }

    /// <summary>For DPO: the reference policy's name on its server, and the factor on the log-ratio.</summary>
    public string? ReferenceModel { get; init; }

    public double? Beta { get; init; }

    /// <summary>For judges: <c>ranking; Ties by ratings</c> or <c>ratings</c>.</summary>
    public string? JudgeMode { get; init; }

    /// <summary>SHA-256 of the judge's prompts, and whose they are: <c>ours</c> or <c>pasted</c>.</summary>
    public string? JudgePromptHash { get; init; }

    public string? JudgePrompts { get; init; }

    /// <summary>How verdicts are read from a judge's answers: <c>ours</c> or <c>reference</c>.</summary>
    public string? JudgeReader { get; init; }

    public long? Seed { get; init; }

    public bool? BothOrders { get; init; }

    /// <summary>The longest answer a judge may give to a ranking, in tokens.</summary>
    public int? RankingTokens { get; init; }

    /// <summary>The longest answer a judge may give to a rating, in tokens.</summary>
    public int? RatingTokens { get; init; }

    /// <summary>Changes made to the requests because the server asked for them.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>The canaries' verdict: <c>ReadsWell</c>, <c>Warnings</c> or <c>Failed</c>; <c>null</c> when they did not run.</summary>
    public string? Canaries { get; init; }

    /// <summary>The submitter ran although a canary failed.</summary>
    public bool RanAnyway { get; init; }

    /// <summary>The dataset's revision, as its importer recorded it.</summary>
    public string? DatasetRevision { get; init; }

    /// <summary>The version of this site's code.</summary>
    public string CodeVersion { get; init; } = typeof(ProtocolCard).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The card with the chat template and the length at which conversations are cut.</summary>
    /// <param name="own">What the card says where no template was submitted: whose own is applied.</param>
    public ProtocolCard WithTemplate(BackendProtocol protocol, BackendInputs inputs, string own = "server")
    {
        var card = this with { ChatTemplate = own, MaxLength = inputs.MaxLength };
        return inputs.Template is not { } template || protocol.IgnoresChatTemplate || inputs.Request.Backend is not ModelRequest model ? card
            : card with { ChatTemplate = template.Name == "jinja" ? model.ChatTemplate : template.Name, ChatTemplateSource = model.ChatTemplateSource };
    }
}
