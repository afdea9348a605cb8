using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Backends.Servers;

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
