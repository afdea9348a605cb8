using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>vLLM's <c>/pooling</c> (and lmdeploy's): a scalar, a list of one, or one per token.</summary>
public sealed class VllmPooling(ServerSettings settings) : IRewardProtocol
{
    public static ServerProtocol Protocol { get; } = new(settings => new VllmPooling(settings))
    {
        Name = "vllm-pooling",
        LaunchCommand = "vllm serve MODEL --runner pooling",
        HasActivation = true,
        CountsTokens = true,
        HasActivationParameter = true,
        AdviceAgainstSquashing = VllmRequest.OlderServers,
        IsTriedFor = _ => true,
    };

    public int BatchSize => settings.HasChatTemplate ? settings.BatchSize ?? 64 : 1;

    public Uri UrlAt(EndpointAddress address) => new(address.Root, "pooling");

    public JsonObject Write(IReadOnlyList<Conversation> conversations)
    {
        var request = VllmRequest.Write(settings, conversations);

        // Token-level reward models refuse this task by name; it is then left out, and their own task answers.
        request["task"] = "classify";
        request["encoding_format"] = "float";
        return request;
    }

    public ServedRewards Read(JsonElement reply, int count)
    {
        var pooled = ResponseReader.ByIndex(ResponseReader.Member(reply, "data"), count);
        var rewards = pooled.Select(one => ResponseReader.Scalar(ResponseReader.Member(one, "data"))).ToList();
        return new ServedRewards(rewards, VllmRequest.InputTokens(reply, count));
    }
}
