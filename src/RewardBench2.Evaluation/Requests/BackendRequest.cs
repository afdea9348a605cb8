using System.Text.Json.Serialization;

namespace RewardBench2.Evaluation.Requests;

/// <summary>Where the rewards come from: one of the kinds below, named by <c>kind</c> in JSON.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BaselineRequest), BaselineRequest.KindName)]
[JsonDerivedType(typeof(EndpointRequest), EndpointRequest.KindName)]
[JsonDerivedType(typeof(DpoRequest), DpoRequest.KindName)]
[JsonDerivedType(typeof(OnnxRequest), OnnxRequest.KindName)]
[JsonDerivedType(typeof(UploadRequest), UploadRequest.KindName)]
public abstract record BackendRequest
{
    /// <summary>The kinds that a JSON body may name; files of scores are uploaded as a form.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        [BaselineRequest.KindName, EndpointRequest.KindName, DpoRequest.KindName, OnnxRequest.KindName];

    /// <summary>The kind's name in JSON and in the database.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }
}

/// <summary>A built-in rule that knows nothing of quality.</summary>
public sealed record BaselineRequest : BackendRequest
{
    public const string KindName = "baseline";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => KindName;

    /// <summary><c>random</c>, <c>constant</c>, <c>longest</c>, <c>shortest</c> or <c>overlap</c>.</summary>
    public string? Name { get; init; }
}

/// <summary>A file of scores that was uploaded with the submission.</summary>
public sealed record UploadRequest : BackendRequest
{
    public const string KindName = "upload";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => KindName;

    /// <summary>The file's name, without its folder.</summary>
    public string? Name { get; init; }
}

/// <summary>A model that reads conversations through a chat template.</summary>
public abstract record ModelRequest : BackendRequest
{
    /// <summary>
    /// A preset's name, a Jinja template, or <c>hf:ORG/NAME</c> or <c>hf:ORG/NAME@REVISION</c> to take template and special tokens from
    /// that model on the hub, as they are now; absent where the server, or the model's folder, has its own.
    /// </summary>
    public string? ChatTemplate { get; init; }

    /// <summary>The token that the template means by <c>bos_token</c>: <c>null</c> is as the model's files say, an empty text is none.</summary>
    public string? BosToken { get; init; }

    /// <summary>The token that the template means by <c>eos_token</c>: <c>null</c> is as the model's files say, an empty text is none.</summary>
    public string? EosToken { get; init; }

    /// <summary>Kept with a fetched template: <c>ORG/NAME@COMMIT, FILE</c>. A submission cannot say it.</summary>
    public string? ChatTemplateSource { get; init; }

    /// <summary>Kept with a fetched template: the model's special tokens by their names. A submission cannot say it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>?>? TemplateTokens { get; init; }

    /// <summary>The longest conversation in tokens, cut on the right. Defaults to 2,048.</summary>
    public int? MaxLength { get; init; }
}

/// <summary>A model behind an address.</summary>
public abstract record ServedRequest : ModelRequest
{
    public string? Url { get; init; }

    /// <summary>The model's name on that server; asked of the server where absent.</summary>
    public string? ServedModel { get; init; }

    /// <summary>Travels to the submitted address only.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Headers that the server wants with every request, such as <c>{"api-key":"…"}</c>: up to 10. They travel to the submitted address only.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Kept instead of the key: whether there was one. A retry takes it again.</summary>
    public bool HadApiKey { get; init; }

    /// <summary>Kept instead of the headers: their names. A retry takes the values again.</summary>
    public IReadOnlyList<string>? HeaderNames { get; init; }
}

/// <summary>A reward-model server, or a chat server as a judge.</summary>
public sealed record EndpointRequest : ServedRequest
{
    public const string KindName = "endpoint";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => KindName;

    /// <summary><c>auto</c> or one of the protocols by name.</summary>
    public string? Protocol { get; init; }

    /// <summary>For models that answer with several attributes: which one, or weights such as <c>helpfulness=0.65,verbosity=-0.4</c>.</summary>
    public string? Attribute { get; init; }
}

/// <summary>A policy trained with DPO, and the reference policy it was trained from.</summary>
public sealed record DpoRequest : ServedRequest
{
    public const string KindName = "dpo";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => KindName;

    /// <summary>The reference policy's address.</summary>
    public string? ReferenceUrl { get; init; }

    /// <summary>The reference policy's name on its server.</summary>
    public string? ReferenceModel { get; init; }

    /// <summary>The factor on the log-ratio. Defaults to 0.1.</summary>
    public double? Beta { get; init; }
}

/// <summary>A model in a folder of this site's operator.</summary>
public sealed record OnnxRequest : ModelRequest
{
    public const string KindName = "onnx";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Kind => KindName;

    /// <summary>The folder with model, tokenizer and template, directly below the operator's folder of models.</summary>
    public string? Folder { get; init; }

    /// <summary>For models of several outputs: which one, by its label or number, or weights on them.</summary>
    public string? Attribute { get; init; }
}
