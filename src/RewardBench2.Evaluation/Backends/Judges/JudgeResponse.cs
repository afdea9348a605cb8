using System.Text.Json;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>One answer of a chat model, as far as a judge's verdict needs it.</summary>
/// <param name="Content">The words to read a verdict from; empty where the server sent none.</param>
/// <param name="Reasoning">What the model thought aloud in a field of its own; holds no verdict.</param>
/// <param name="FinishReason">Why the server stopped.</param>
/// <param name="Refusal">The server's or model's words of refusal; <c>null</c> when there are none.</param>
/// <param name="Usage">Tokens, where the server counts.</param>
public sealed record JudgeResponse(string Content, string? Reasoning, string? FinishReason, string? Refusal, TokenUsage? Usage)
{
    /// <summary>The raw words to keep: the content, else the reasoning, else the refusal.</summary>
    public string Words => Content.Length > 0 ? Content : Reasoning ?? Refusal ?? "";

    /// <exception cref="UnreadableResponseException">There is no choice with a message.</exception>
    public static JudgeResponse Read(JsonElement reply)
    {
        var choices = ResponseReader.Member(reply, "choices");
        if (choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
        {
            throw new UnreadableResponseException("The server's answer holds no choice.");
        }

        var message = ResponseReader.Member(choices[0], "message");
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw new UnreadableResponseException("The server's answer holds no message.");
        }

        return new JudgeResponse(
            Text(message, "content") ?? "",
            Text(message, "reasoning") ?? Text(message, "reasoning_content"),
            Text(choices[0], "finish_reason"),
            Text(message, "refusal"),
            TokenUsage.Read(reply));
    }

    // Content is a text, null, or a list of parts with texts.
    private static string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String when value.GetString() is { Length: > 0 } text => text,
            JsonValueKind.Array => string.Concat(value.EnumerateArray()
                .Where(part => part.ValueKind == JsonValueKind.Object)
                .Select(part => Text(part, "text"))),
            _ => null,
        };
    }
}
