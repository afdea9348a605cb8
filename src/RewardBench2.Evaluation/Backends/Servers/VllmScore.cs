using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>vLLM's <c>/score</c> for cross-encoders: prompt against completions. A rerank response is understood too.</summary>
public sealed class VllmScore(ServerSettings settings) : IRewardProtocol
{
    public static ServerProtocol Protocol { get; } = new(settings => new VllmScore(settings))
    {
        Name = "vllm-score",
        LaunchCommand = "vllm serve MODEL --runner pooling --convert classify",
        IgnoresChatTemplate = true,
        HasActivation = true,
        HasActivationParameter = true,
        AdviceAgainstSquashing = VllmConversationAdapter.OlderServers,
    };

    public int BatchSize => settings.BatchSize ?? 64;

    public Uri UrlAt(EndpointAddress address) => address.UrlOf("score");

    public JsonObject Write(IReadOnlyList<Conversation> conversations) => new()
    {
        ["model"] = settings.Model,
        ["text_1"] = conversations[0].Prompt,
        ["text_2"] = new JsonArray([.. conversations.Select(conversation => JsonValue.Create(conversation.Completion))]),
        ["use_activation"] = false,
        ["truncate_prompt_tokens"] = settings.MaxLength ?? -1,
    };

    public ServedRewards Read(JsonElement response, int count)
    {
        if (response.ValueKind == JsonValueKind.Object && response.TryGetProperty("results", out var results))
        {
            return new ServedRewards(LlamaCppRerank.ReadResults(results, count));
        }

        var scored = ResponseReader.ByIndex(ResponseReader.Member(response, "data"), count);
        return new ServedRewards(
            [.. scored.Select(one => ResponseReader.Number(ResponseReader.Member(one, "score")))], ServedRewards.TokensOf(response, count));
    }
}
