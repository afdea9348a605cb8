using System.Text.Json;

namespace RewardBench2.Evaluation.Templates;

/// <summary>What a model's <c>tokenizer_config.json</c> says about conversations.</summary>
/// <param name="Template">The chat template, the one named <c>default</c> where there are several; <c>null</c> where there is none.</param>
/// <param name="Tokens">The special tokens it names. A name that it does not mention stays unknown; <c>null</c> in it means no token.</param>
public sealed record TokenizerConfig(string? Template, SpecialTokens Tokens)
{
    /// <summary>Reads the file's text, and that of the <c>chat_template.jinja</c> beside it, which goes first.</summary>
    /// <param name="json">The text of <c>tokenizer_config.json</c>; <c>null</c> where there is no such file.</param>
    /// <param name="jinja">The text of <c>chat_template.jinja</c>; <c>null</c> where there is no such file.</param>
    /// <exception cref="FormatException">It is not JSON, or not shaped as such a file is.</exception>
    public static TokenizerConfig Read(string? json, string? jinja = null)
    {
        if (json is null)
        {
            return new TokenizerConfig(jinja, SpecialTokens.Unknown);
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new TokenizerConfig(jinja ?? ReadTemplate(document.RootElement), ReadTokens(document.RootElement))
                : throw new FormatException("its tokenizer_config.json is not a JSON object");
        }
        catch (JsonException exception)
        {
            throw new FormatException("its tokenizer_config.json is not JSON", exception);
        }
    }

    private static string? ReadTemplate(JsonElement config)
    {
        if (!config.TryGetProperty("chat_template", out var template) || template.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return template.ValueKind switch
        {
            JsonValueKind.String => template.GetString(),
            JsonValueKind.Array => ReadDefault(template),
            JsonValueKind.Object when template.TryGetProperty("default", out var named) && named.ValueKind == JsonValueKind.String => named.GetString(),
            _ => throw new FormatException("the chat_template in its tokenizer_config.json is neither a text nor a list of named ones"),
        };
    }

    // Models bring several templates as [{"name": "default", "template": …}, {"name": "tool_use", …}].
    private static string? ReadDefault(JsonElement templates)
    {
        var named = templates.EnumerateArray()
            .Where(template => template.ValueKind == JsonValueKind.Object)
            .Select(template => (Name: Text(template, "name"), Template: Text(template, "template")))
            .ToList();
        return named.FirstOrDefault(template => template.Name == "default").Template
            ?? throw new FormatException($"its tokenizer_config.json has no chat template named default, but {string.Join(", ", named.Select(template => template.Name))}");
    }

    private static SpecialTokens ReadTokens(JsonElement config)
    {
        var tokens = SpecialTokens.Unknown;
        foreach (var name in SpecialTokens.Names)
        {
            if (config.TryGetProperty(name, out var token))
            {
                tokens = token.ValueKind == JsonValueKind.Null ? tokens.Without(name) : tokens.With(name, Content(name, token));
            }
        }

        if (!config.TryGetProperty(SpecialTokens.AdditionalName, out var additional) || additional.ValueKind != JsonValueKind.Array)
        {
            return tokens.Without(SpecialTokens.AdditionalName);
        }

        return tokens.WithAdditional([.. additional.EnumerateArray().Select(token => Content(SpecialTokens.AdditionalName, token))]);
    }

    // A token is written as its text, or as an object that says how it behaves.
    private static string Content(string name, JsonElement token) => token.ValueKind switch
    {
        JsonValueKind.String => token.GetString() ?? "",
        JsonValueKind.Object when Text(token, "content") is { } content => content,
        _ => throw new FormatException($"the {name} in its tokenizer_config.json is neither a text nor an object with content"),
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
