using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>llama.cpp's <c>/rerank</c> for models with a head of one number, and every rerank response of that shape.</summary>
public sealed class LlamaCppRerank(ServerSettings settings) : IRewardProtocol
{
    public static ServerProtocol Protocol { get; } = new(settings => new LlamaCppRerank(settings))
    {
        Name = "llamacpp-rerank",
        LaunchCommand = "llama-server -m MODEL --reranking --pooling rank",
        IgnoresChatTemplate = true,
        HasActivation = true,
    };

    public int BatchSize => settings.BatchSize ?? 64;

    public Uri UrlAt(EndpointAddress address) => address.UrlOf("rerank", "reranking");

    public JsonObject Write(IReadOnlyList<Conversation> conversations) => new()
    {
        ["model"] = settings.Model,
        ["query"] = conversations[0].Prompt,
        ["documents"] = new JsonArray([.. conversations.Select(conversation => JsonValue.Create(conversation.Completion))]),

        // Infinity squashes scores unless told otherwise; llama.cpp does not know the name and does not mind.
        ["raw_scores"] = true,
    };

    public ServedRewards Read(JsonElement response, int count) =>
        new(ReadResults(Results(response), count), ServedRewards.TokensOf(response, count));

    // llama.cpp and most say results, Voyage says data, TEI and SGLang send the list alone.
    private static JsonElement Results(JsonElement response) =>
        response.ValueKind == JsonValueKind.Array ? response
        : response.ValueKind == JsonValueKind.Object && !response.TryGetProperty("results", out _) && response.TryGetProperty("data", out var data) ? data
        : ResponseReader.Member(response, "results");

    /// <summary>Rerank results come sorted by score; the index leads back to the request's order.</summary>
    public static IReadOnlyList<double> ReadResults(JsonElement results, int count) =>
        [.. ResponseReader.ByIndex(results, count, isSorted: true).Select(one => ResponseReader.Number(Score(one)))];

    // Voyage and Cohere say relevance_score, TEI, SGLang and others score.
    private static JsonElement Score(JsonElement one) =>
        one.ValueKind == JsonValueKind.Object && !one.TryGetProperty("relevance_score", out _) && one.TryGetProperty("score", out var score)
            ? score
            : ResponseReader.Member(one, "relevance_score");
}
