using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Templates;

/// <summary>
/// A tokenizer's special tokens by the names that templates use: <c>bos_token</c>, <c>eos_token</c> and so on. They are known
/// from the model's files or from the submitter, and never guessed.
/// </summary>
public sealed class SpecialTokens
{
    /// <summary>The name of the token that begins a text.</summary>
    public const string BosName = "bos_token";

    /// <summary>The name of the token that ends a text.</summary>
    public const string EosName = "eos_token";

    private readonly Dictionary<string, IReadOnlyList<string>?> _tokens;

    private SpecialTokens(Dictionary<string, IReadOnlyList<string>?> tokens) => _tokens = tokens;

    /// <summary>The names that transformers gives to templates, each one token.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [BosName, EosName, "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    /// <summary>The name of the list of further tokens.</summary>
    public static string AdditionalName => "additional_special_tokens";

    /// <summary>Nothing is known.</summary>
    public static SpecialTokens Unknown { get; } = new([]);

    /// <summary>The token that begins a text; empty where there is none or it is not known.</summary>
    public string Bos => Find(BosName) ?? "";

    /// <summary>What a submitter says; <c>null</c> is not known, and an empty text means no token.</summary>
    public static SpecialTokens From(string? bos, string? eos) => Unknown.With(BosName, bos).With(EosName, eos);

    /// <summary>Those that a submission was kept with: what its submitter says goes before what the model's repository says.</summary>
    public static SpecialTokens From(ModelRequest request) =>
        new SpecialTokens(new(request.TemplateTokens ?? Unknown.ByName)).OverriddenBy(From(request.BosToken, request.EosToken));

    /// <summary>The tokens by their names, each as a list of one; <c>null</c> where it is known that there is none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>?> ByName => _tokens;

    /// <summary>The token of a name; <c>null</c> where there is none or it is not known.</summary>
    public string? Find(string name) => _tokens.GetValueOrDefault(name) is [var token, ..] ? token : null;

    /// <summary>Whether it is known which token a name stands for, or that it stands for none.</summary>
    public bool IsKnown(string name) => _tokens.ContainsKey(name);

    /// <summary>These tokens with another; <c>null</c> changes nothing.</summary>
    public SpecialTokens With(string name, string? token) => token is null ? this : WithMany(name, [token]);

    /// <summary>These tokens, knowing that the tokenizer has none of a name.</summary>
    public SpecialTokens Without(string name) => WithMany(name, null);

    /// <summary>These tokens with the further ones of the tokenizer.</summary>
    public SpecialTokens WithAdditional(IReadOnlyList<string> tokens) => WithMany(AdditionalName, tokens);

    /// <summary>These tokens, and others where those know more or better.</summary>
    public SpecialTokens OverriddenBy(SpecialTokens others)
    {
        var tokens = new Dictionary<string, IReadOnlyList<string>?>(_tokens);
        foreach (var (name, token) in others._tokens)
        {
            tokens[name] = token;
        }

        return new SpecialTokens(tokens);
    }

    /// <summary>What a template gets to see: nothing under the names of tokens that there are not.</summary>
    internal IEnumerable<KeyValuePair<string, object?>> Values() => _tokens
        .Where(token => token.Value is not null)
        .Select(token => KeyValuePair.Create(token.Key, token.Key == AdditionalName
            ? new Jinja.Values.PyList([.. token.Value ?? []])
            : (object?)token.Value?[0]));

    private SpecialTokens WithMany(string name, IReadOnlyList<string>? tokens) =>
        new(new Dictionary<string, IReadOnlyList<string>?>(_tokens) { [name] = tokens });
}
