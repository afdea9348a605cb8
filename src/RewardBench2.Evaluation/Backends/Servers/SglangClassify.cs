using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>SGLang's own <c>/classify</c>, which gives raw logits. Its <c>/v1/classify</c> gives 1.0 for everything.</summary>
public sealed class SglangClassify(ServerSettings settings) : IRewardProtocol
{
    public static ServerProtocol Protocol { get; } = new(settings => new SglangClassify(settings))
    {
        Name = "sglang-classify",
        LaunchCommand = "python -m sglang.launch_server --model-path MODEL --is-embedding",
        NeedsChatTemplate = true,
        HasActivation = true,
        CountsTokens = true,
        AddsBos = true,
    };

    public int BatchSize => settings.BatchSize ?? 64;

    public Uri UrlAt(EndpointAddress address) => address.UrlOf("classify");

    public JsonObject Write(IReadOnlyList<Conversation> conversations) => new()
    {
        ["model"] = settings.Model,

        // The server adds a beginning-of-sequence token of its own.
        ["text"] = new JsonArray([.. conversations.Select(conversation => JsonValue.Create(conversation.TextWithoutBos))]),
    };

    public ServedRewards Read(JsonElement response, int count)
    {
        // A single text is answered by an object instead of a list of one.
        var responses = response.ValueKind == JsonValueKind.Object && count == 1 ? [response] : ResponseReader.List(response, count);
        var rewards = responses.Select(one => ModelOutput.ReadReward(settings.Attributes, ResponseReader.Member(one, "embedding"))).ToList();
        var tokens = responses.Select(one => TokenUsage.Read(one)?.Input).OfType<long>().ToList();
        return new ServedRewards(rewards, tokens.Count == count ? tokens : []);
    }
}
