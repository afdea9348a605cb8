using RewardBench2.Evaluation.Requests;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Evaluation.Templates;

/// <summary>A chat template with its special tokens, as a model's repository had them at one commit.</summary>
/// <param name="Model">Pinned to the commit, where the hub tells it.</param>
/// <param name="File">The file that the template is from.</param>
/// <param name="Text">The template.</param>
/// <param name="Tokens">The special tokens that the repository names.</param>
public sealed record HubTemplate(HubRepository Model, string File, string Text, SpecialTokens Tokens)
{
    /// <summary>As protocol cards show it: <c>ORG/NAME@COMMIT, FILE</c>.</summary>
    public string Source => $"{Model}@{Model.Revision}, {File}";

    /// <summary>Whether a submitted template names a model of the hub, or means to.</summary>
    public static bool IsAddress(string? template) =>
        template?.TrimStart() is { } text && text.StartsWith("hf:", StringComparison.OrdinalIgnoreCase) && !text.Contains('{', StringComparison.Ordinal);

    /// <summary>The model that a submitted template names.</summary>
    /// <exception cref="FormatException">It names none.</exception>
    public static HubRepository ParseAddress(string template) => HubRepository.ParseModel(template.Trim())
        ?? throw new FormatException($"“{Refusal.Shorten(template.Trim())}” is not a model of the hub. Write it as hf:ORG/NAME or hf:ORG/NAME@REVISION.");

    /// <summary>The request as it is kept: with everything that a run needs, so that it asks the hub for nothing.</summary>
    public ModelRequest ApplyTo(ModelRequest request) => request with { ChatTemplate = Text, ChatTemplateSource = Source, TemplateTokens = Tokens.ByName };

    /// <summary>A visitor's request without what only a fetched template may bring.</summary>
    public static ModelRequest RemoveFrom(ModelRequest request) => request with { ChatTemplateSource = null, TemplateTokens = null };
}
