using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>Text Embeddings Inference, <c>/predict</c>: one text per completion, or pairs of prompt and completion.</summary>
public sealed class TeiPredict(ServerSettings settings) : IRewardProtocol
{
    public static ServerProtocol Protocol { get; } = new(settings => new TeiPredict(settings))
    {
        Name = "tei-predict",
        LaunchCommand = "text-embeddings-router --model-id MODEL",
        HasActivation = true,
    };

    // The server's own default for --max-client-batch-size.
    private const int DefaultBatch = 32;

    public int BatchSize => settings.BatchSize ?? DefaultBatch;

    public Uri UrlAt(EndpointAddress address) => address.UrlOf("predict");

    public JsonObject Write(IReadOnlyList<Conversation> conversations) => new()
    {
        // Each element is a list of its own: a flat list of two texts would be one pair.
        ["inputs"] = new JsonArray([.. conversations.Select(Input)]),
        ["raw_scores"] = true,
        ["truncate"] = true,
        ["truncation_direction"] = "Right",
    };

    public ServedRewards Read(JsonElement response, int count)
    {
        // One input may be answered without the outer list.
        var isFlat = count == 1 && response.ValueKind == JsonValueKind.Array && response.GetArrayLength() > 0
            && response[0].ValueKind == JsonValueKind.Object;
        var responses = isFlat ? [response] : ResponseReader.List(response, count);
        return new ServedRewards([.. responses.Select(labels => ModelOutput.ReadLabels(settings.Attributes, labels))]);
    }

    private JsonArray Input(Conversation conversation) => settings.HasChatTemplate
        ? [JsonValue.Create(conversation.TextWithoutBos)]
        : [JsonValue.Create(conversation.Prompt), JsonValue.Create(conversation.Completion)];
}
