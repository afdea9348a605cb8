using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>OpenRLHF's <c>serve_rm</c>: templated conversations in, a list of rewards out.</summary>
public sealed class OpenRlhf(ServerSettings settings) : IRewardProtocol
{
    public static ServerProtocol Protocol { get; } = new(settings => new OpenRlhf(settings))
    {
        Name = "openrlhf",
        LaunchCommand = "python -m openrlhf.cli.serve_rm --reward_pretrain MODEL --max_len 2048",
        NeedsChatTemplate = true,
    };

    public int BatchSize => settings.BatchSize ?? 64;

    public Uri UrlAt(EndpointAddress address) => address.UrlOf("get_reward");

    public JsonObject Write(IReadOnlyList<Conversation> conversations) => new()
    {
        ["query"] = new JsonArray([.. conversations.Select(conversation => JsonValue.Create(conversation.Text))]),
        ["prompts"] = new JsonArray([.. conversations.Select(conversation => JsonValue.Create(conversation.Prompt))]),
        ["labels"] = new JsonArray(),
    };

    public ServedRewards Read(JsonElement response, int count) =>
        new([.. ResponseReader.List(ResponseReader.Member(response, "rewards"), count).Select(output => ModelOutput.ReadReward(settings.Attributes, output))]);
}
