using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>Infinity's <c>/classify</c>: a list of labelled scores for each text.</summary>
public sealed class InfinityClassify(ServerSettings settings) : IRewardProtocol
{
    public static ServerProtocol Protocol { get; } = new(settings => new InfinityClassify(settings))
    {
        Name = "infinity-classify",
        LaunchCommand = "infinity_emb v2 --model-id MODEL",
        NeedsChatTemplate = true,
        HasActivation = true,
    };

    // The server's own default for --batch-size.
    private const int DefaultBatch = 32;

    public int BatchSize => settings.BatchSize ?? DefaultBatch;

    public Uri UrlAt(EndpointAddress address) => address.UrlOf("classify");

    public JsonObject Write(IReadOnlyList<Conversation> conversations) => new()
    {
        ["model"] = settings.Model,

        // The tokenizer adds a beginning-of-sequence token of its own.
        ["input"] = new JsonArray([.. conversations.Select(conversation => JsonValue.Create(conversation.TextWithoutBos))]),
        ["raw_scores"] = true,
    };

    public ServedRewards Read(JsonElement response, int count) =>
        new([.. ResponseReader.List(ResponseReader.Member(response, "data"), count).Select(labels => ModelOutput.ReadLabels(settings.Attributes, labels))]);
}
