using System.Text.Json.Nodes;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>One prompt with one of its completions.</summary>
/// <param name="Prompt">What the user asks.</param>
/// <param name="Completion">The completion to be rewarded.</param>
/// <param name="Text">The conversation through the chat template; <c>null</c> where the server applies its own.</param>
/// <param name="TextWithoutBos">The same without a leading beginning-of-sequence token, for servers that add one.</param>
public sealed record Conversation(string Prompt, string Completion, string? Text = null, string? TextWithoutBos = null)
{
    /// <summary>The two messages as chat servers take them.</summary>
    public JsonArray ToMessages() =>
    [
        new JsonObject { ["role"] = "user", ["content"] = Prompt },
        new JsonObject { ["role"] = "assistant", ["content"] = Completion },
    ];
}
