using System.Text.Json;

namespace RewardBench2.Evaluation.Templates;

/// <summary>Reads special tokens from a model's configuration, and from the older file beside it.</summary>
internal static class SpecialTokensReader
{
    // Real tokenizers stay far below either.
    private const int MostTokens = 2_000;
    private const int LongestToken = 200;

    /// <summary>The tokens that the two files name. As in transformers, a configuration that lists its added tokens has the last word.</summary>
    /// <exception cref="FormatException">A token is neither a text nor an object with content, or there are far too many.</exception>
    public static SpecialTokens Read(JsonElement? config, JsonElement? map)
    {
        var tokens = config is { } configured ? Read(configured, TemplateFiles.ConfigName) : SpecialTokens.Unknown;
        if (map is { } mapped && config?.TryGetProperty("added_tokens_decoder", out _) is not true)
        {
            tokens = tokens.OverriddenBy(Read(mapped, TemplateFiles.SpecialTokensName));
        }

        return (config ?? map) is null || tokens.IsKnown(SpecialTokens.AdditionalName) ? tokens : tokens.Without(SpecialTokens.AdditionalName);
    }

    private static SpecialTokens Read(JsonElement json, string file)
    {
        var tokens = SpecialTokens.Unknown;
        foreach (var name in SpecialTokens.Names)
        {
            if (json.TryGetProperty(name, out var token))
            {
                tokens = token.ValueKind == JsonValueKind.Null ? tokens.Without(name) : tokens.With(name, Content(name, token, file));
            }
        }

        if (!json.TryGetProperty(SpecialTokens.AdditionalName, out var additional) || additional.ValueKind != JsonValueKind.Array)
        {
            return tokens;
        }

        return additional.GetArrayLength() <= MostTokens
            ? tokens.WithAdditional([.. additional.EnumerateArray().Select(token => Content(SpecialTokens.AdditionalName, token, file))])
            : throw new FormatException($"its {file} names more than {MostTokens:N0} additional special tokens");
    }

    // A token is written as its text, or as an object that says how it behaves.
    private static string Content(string name, JsonElement token, string file)
    {
        var text = token.ValueKind == JsonValueKind.Object && token.TryGetProperty("content", out var content) ? content : token;
        return text.ValueKind != JsonValueKind.String ? throw new FormatException($"the {name} in its {file} is neither a text nor an object with content")
            : text.GetString() is { Length: <= LongestToken } found ? found
            : throw new FormatException($"the {name} in its {file} is longer than {LongestToken} characters");
    }
}
