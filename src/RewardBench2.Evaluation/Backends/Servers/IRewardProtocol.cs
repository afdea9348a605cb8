using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>How one kind of reward-model server is asked and read.</summary>
public interface IRewardProtocol
{
    /// <summary>How many conversations one request may hold.</summary>
    int BatchSize { get; }

    Uri UrlAt(EndpointAddress address);

    /// <summary>The request for some completions of one prompt.</summary>
    JsonObject Write(IReadOnlyList<Conversation> conversations);

    /// <summary>The rewards in the order of the request, whatever the order of the answer.</summary>
    /// <exception cref="UnreadableResponseException">There is not exactly one finite number per conversation.</exception>
    ServedRewards Read(JsonElement reply, int count);
}

/// <summary>One prompt with one of its completions.</summary>
/// <param name="Prompt">What the user asks.</param>
/// <param name="Completion">The answer to be rewarded.</param>
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

/// <summary>What a server gave for a request.</summary>
/// <param name="Rewards">One finite reward per conversation, in the order of the request.</param>
/// <param name="InputTokens">Tokens per conversation, where the server counts each; else empty.</param>
public sealed record ServedRewards(IReadOnlyList<double> Rewards, IReadOnlyList<long> InputTokens)
{
    public ServedRewards(IReadOnlyList<double> rewards)
        : this(rewards, [])
    {
    }

    /// <summary>Tokens of the one conversation in a request; the OpenAI family gives only the sum of a batch.</summary>
    public static IReadOnlyList<long> TokensOf(JsonElement reply, int count) =>
        count == 1 && TokenUsage.Read(reply) is { Input: > 0 } usage ? [usage.Input] : [];
}

/// <summary>What the adapters need to know of a submission.</summary>
public sealed record ServerSettings
{
    /// <summary>The model's name on its server.</summary>
    public string? Model { get; init; }

    /// <summary>Conversations come with <see cref="Conversation.Text"/>: the chat template is applied here.</summary>
    public bool HasChatTemplate { get; init; }

    /// <summary>The longest conversation in tokens, cut on the right; <c>null</c> leaves it to the server.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Which of several attributes, or which weights on them, make the reward.</summary>
    public AttributeWeights? Attributes { get; init; }

    /// <summary>How many conversations one request may hold; <c>null</c> for the protocol's own default.</summary>
    public int? BatchSize { get; init; }

    public static ServerSettings From(BackendInputs inputs) => new()
    {
        Model = inputs.Found.Model,
        HasChatTemplate = inputs.Template is not null,
        MaxLength = inputs.MaxLength,
        Attributes = AttributeWeights.Parse((inputs.Request.Backend as EndpointRequest)?.Attribute),
        BatchSize = inputs.Found.BatchSize,
    };
}
