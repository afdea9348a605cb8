using System.Text.Json.Nodes;
using RewardBench2.Benchmark;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>One prompt with one of its completions.</summary>
/// <param name="Turns">The conversation up to the completion; the last turn is the user's.</param>
/// <param name="Completion">The completion to be rewarded.</param>
/// <param name="Text">The conversation through the chat template; <c>null</c> where the server applies its own.</param>
/// <param name="TextWithoutBos">The same without a leading beginning-of-sequence token, for servers that add one.</param>
public sealed record Conversation(IReadOnlyList<Turn> Turns, string Completion, string? Text = null, string? TextWithoutBos = null)
{
    /// <summary>The prompt as one text, for servers that take no messages: of several turns, a transcript.</summary>
    public string Prompt => Turns is [var only] ? only.Text : string.Join("\n\n", Turns);

    /// <summary>The messages as chat servers take them.</summary>
    public JsonArray ToMessages() =>
    [
        .. Turns.Append(Turn.Assistant(Completion)).Select(turn => new JsonObject { ["role"] = turn.Role, ["content"] = turn.Text }),
    ];
}
