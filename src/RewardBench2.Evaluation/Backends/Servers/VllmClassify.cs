using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>vLLM's <c>/classify</c>: texts in batches through our chat template, or one conversation through the server's.</summary>
public sealed class VllmClassify(ServerSettings settings) : IRewardProtocol
{
    public static ServerProtocol Protocol { get; } = new(settings => new VllmClassify(settings))
    {
        Name = "vllm-classify",
        LaunchCommand = "vllm serve MODEL --runner pooling --convert classify",
        HasActivation = true,
        CountsTokens = true,
        HasActivationParameter = true,
        AdviceAgainstSquashing = VllmRequest.OlderServers,
        IsTriedFor = _ => true,
    };

    public int BatchSize => settings.HasChatTemplate ? settings.BatchSize ?? 64 : 1;

    public Uri UrlAt(EndpointAddress address) => new(address.Root, "classify");

    public JsonObject Write(IReadOnlyList<Conversation> conversations) => VllmRequest.Write(settings, conversations);

    public ServedRewards Read(JsonElement reply, int count)
    {
        var rewards = ResponseReader.ByIndex(ResponseReader.Member(reply, "data"), count).Select(Reward).ToList();
        return new ServedRewards(rewards, VllmRequest.InputTokens(reply, count));
    }

    private double Reward(JsonElement classified)
    {
        var probabilities = ResponseReader.Member(classified, "probs");
        if (probabilities.ValueKind != JsonValueKind.Array)
        {
            return ResponseReader.Number(probabilities);
        }

        return AttributeWeights.Combine(
            settings.Attributes,
            [.. probabilities.EnumerateArray().Select((number, label) => ($"{label}", ResponseReader.Number(number)))]);
    }
}
