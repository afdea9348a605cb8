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
    private static readonly string[] ThoughtParts = ["thinking", "reasoning", "reasoning_text"];

    /// <summary>What counts in place of an answer that never came; <c>null</c> when one did.</summary>
    public Verdict? NotAnswered { get; private init; }

    /// <summary>The model thought, and said nothing.</summary>
    public bool HasOnlyReasoning => string.IsNullOrWhiteSpace(Content) && Reasoning is not null;

    /// <summary>The raw words to keep: the content, else the reasoning, else the refusal.</summary>
    public string RawText => Content.Length > 0 ? Content : Reasoning ?? Refusal ?? "";

    /// <summary>Stands for an answer that will not come for this prompt.</summary>
    public static JudgeResponse Without(string outcome, string reason, string? finishReason = null) =>
        new("", null, finishReason, null, null) { NotAnswered = new Verdict(outcome, Value: null, reason) };

    /// <exception cref="NoMessageException">There is no choice with a message, or its writing broke off.</exception>
    /// <exception cref="RequestRefusedException">The server refuses this prompt, although with a good status.</exception>
    /// <exception cref="UnreadableResponseException">It is an error of another kind.</exception>
    public static JudgeResponse Read(JsonElement response)
    {
        if (response.ValueKind != JsonValueKind.Object
            || !response.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
        {
            return WithoutChoice(response);
        }

        var choice = choices[0];
        var reason = Text(choice, "finish_reason") ?? Text(choice, "native_finish_reason");
        if (Judges.FinishReason.IsFault(reason))
        {
            throw new NoMessageException($"The judge's response broke off (finish reason “{ServerError.Shorten(reason!, 40)}”).");
        }

        if (choice.ValueKind != JsonValueKind.Object || !choice.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
        {
            return Judges.FinishReason.IsFilter(reason) || Judges.FinishReason.IsLimit(reason)
                ? new JudgeResponse("", null, reason, null, TokenUsage.Read(response))
                : throw new NoMessageException("The server's response contains no message.");
        }

        return new JudgeResponse(
            Text(message, "content") ?? "",
            Text(message, "reasoning") ?? Text(message, "reasoning_content"),
            reason,
            Text(message, "refusal") ?? Part(message, "refusal"),
            TokenUsage.Read(response));
    }

    // Some gateways answer 200 and say inside what is wrong; Gemini names the filter that blocked a prompt.
    private static JudgeResponse WithoutChoice(JsonElement response)
    {
        if (ServerError.ReadWithin(response) is { } error)
        {
            throw RefusedPrompt.IsFiltered(error) || RefusedPrompt.IsTooLong(error)
                ? new RequestRefusedException(200, error)
                : new UnreadableResponseException($"The server responded with an error: {error.Message}");
        }

        var feedback = Child(Child(response, "promptFeedback") ?? Child(response, "prompt_feedback"), "blockReason", "block_reason");
        return feedback is { ValueKind: JsonValueKind.String } block
            ? Without(Verdict.Refused, $"The prompt was blocked ({ServerError.Shorten(block.ToString(), 40)}).", block.ToString())
            : throw new NoMessageException("The server's response contains no choice.");
    }

    private static JsonElement? Child(JsonElement? element, params string[] names) =>
        element is { ValueKind: JsonValueKind.Object } parent
            ? names.Select(name => parent.TryGetProperty(name, out var child) ? child : (JsonElement?)null).FirstOrDefault(child => child is not null)
            : null;

    // A text, null, a part with a text, or a list of such parts; thoughts among them are not an answer.
    private static string? Text(JsonElement element, string name) => Child(element, name) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.Object => IsThought(value) ? null : Text(value, "text"),
        JsonValueKind.Array => string.Concat(value.EnumerateArray().Select(part =>
            part.ValueKind == JsonValueKind.String ? part.GetString() : IsThought(part) ? null : Text(part, "text"))) is { Length: > 0 } text ? text : null,
        _ => null,
    };

    private static bool IsThought(JsonElement part) =>
        (Child(part, "type") is { ValueKind: JsonValueKind.String } type && ThoughtParts.Contains(type.GetString()))
        || Child(part, "thought") is { ValueKind: JsonValueKind.True };

    private static string? Part(JsonElement message, string name) =>
        Child(message, "content") is { ValueKind: JsonValueKind.Array } parts
            ? parts.EnumerateArray().Select(part => Text(part, name)).FirstOrDefault(text => text is not null)
            : null;
}

/// <summary>A chat server answered, and its answer holds no message. Some do so for prompts that they block.</summary>
public sealed class NoMessageException(string message) : UnreadableResponseException(message);
