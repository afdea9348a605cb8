using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>vLLM's pooling endpoints: texts in batches through our chat template, or one conversation through the server's.</summary>
/// <param name="settings">The submission's.</param>
/// <param name="path">The endpoint's name.</param>
/// <param name="output">The member of each response that holds the model's output.</param>
/// <param name="extra">What this endpoint is asked beyond what all are; <c>null</c> for nothing.</param>
public sealed class VllmConversationAdapter(ServerSettings settings, string path, string output, Action<JsonObject>? extra = null) : IRewardProtocol
{
    /// <summary>What older servers need against squashed scores.</summary>
    public const string OlderServers = "An older vLLM needs --override-pooler-config '{\"softmax\": false}' at its start.";

    public int BatchSize => settings.HasChatTemplate ? settings.BatchSize ?? 64 : 1;

    public Uri UrlAt(EndpointAddress address) => address.UrlOf(path);

    /// <summary>Raw logits are asked for, and no second beginning-of-sequence token besides the template's.</summary>
    public JsonObject Write(IReadOnlyList<Conversation> conversations)
    {
        var request = new JsonObject { ["model"] = settings.Model };
        if (settings.HasChatTemplate)
        {
            request["input"] = new JsonArray([.. conversations.Select(conversation => JsonValue.Create(conversation.Text))]);
        }
        else
        {
            request["messages"] = conversations[0].ToMessages();
            request["add_generation_prompt"] = false;
        }

        request["add_special_tokens"] = false;
        request["use_activation"] = false;

        // -1 is vLLM's word for the model's own maximum.
        request["truncate_prompt_tokens"] = settings.MaxLength ?? -1;
        extra?.Invoke(request);
        return request;
    }

    public ServedRewards Read(JsonElement response, int count)
    {
        var outputs = ResponseReader.ByIndex(ResponseReader.Member(response, "data"), count);
        var rewards = outputs.Select(one => ModelOutput.ReadReward(settings.Attributes, ResponseReader.Member(one, output))).ToList();
        return new ServedRewards(rewards, ServedRewards.TokensOf(response, count));
    }

    /// <summary>What vLLM's pooling protocols have in common.</summary>
    public static ServerProtocol Declare(string name, string launchCommand, Func<ServerSettings, IRewardProtocol> create) => new(create)
    {
        Name = name,
        LaunchCommand = launchCommand,
        HasActivation = true,
        CountsTokens = true,
        HasActivationParameter = true,
        AdviceAgainstSquashing = OlderServers,
    };
}
