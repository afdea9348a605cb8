using System.Text.Json;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>What one response cost, as its server counts.</summary>
/// <param name="Input">Tokens read.</param>
/// <param name="Output">Tokens written; 0 for a classifier.</param>
/// <param name="Cost">In the server's own currency (OpenRouter: dollars); <c>null</c> where it does not say.</param>
public sealed record TokenUsage(long Input, long Output, decimal? Cost = null)
{
    /// <summary>The rule of thumb where a server does not count: four characters make a token.</summary>
    public const int CharactersPerToken = 4;

    /// <summary>Tokens of a text by the rule of thumb, at least 1.</summary>
    public static long Estimate(long characters) => Math.Max(1, (characters + CharactersPerToken - 1) / CharactersPerToken);

    /// <summary>
    /// Reads <c>usage</c> of the OpenAI family, or the sum over <c>meta_info</c> of SGLang's lists;
    /// <c>null</c> where the response holds neither.
    /// </summary>
    public static TokenUsage? Read(JsonElement response) => response.ValueKind switch
    {
        JsonValueKind.Object when response.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object =>
            ReadUsage(usage),
        JsonValueKind.Object => ReadMeta(response),
        JsonValueKind.Array => Sum(response),
        _ => null,
    };

    private static TokenUsage? ReadUsage(JsonElement usage)
    {
        var input = Number(usage, "prompt_tokens") ?? Number(usage, "total_tokens");
        decimal? cost = usage.TryGetProperty("cost", out var price)
            && price.ValueKind == JsonValueKind.Number && price.TryGetDecimal(out var amount) ? amount : null;
        return input is null ? null : new TokenUsage(input.Value, Number(usage, "completion_tokens") ?? 0, cost);
    }

    private static TokenUsage? ReadMeta(JsonElement element) =>
        element.TryGetProperty("meta_info", out var meta) && meta.ValueKind == JsonValueKind.Object
        && Number(meta, "prompt_tokens") is { } input
            ? new TokenUsage(input, 0)
            : null;

    private static TokenUsage? Sum(JsonElement list)
    {
        TokenUsage? sum = null;
        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Object && ReadMeta(element) is { } usage)
            {
                sum = new TokenUsage((sum?.Input ?? 0) + usage.Input, 0);
            }
        }

        return sum;
    }

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? Math.Max(0, number)
            : null;
}
