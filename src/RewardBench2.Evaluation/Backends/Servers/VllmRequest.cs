using System.Text.Json;
using System.Text.Json.Nodes;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>What requests to vLLM's pooling endpoints share.</summary>
public static class VllmRequest
{
    /// <summary>What older servers need against squashed scores.</summary>
    public const string OlderServers = "An older vLLM needs --override-pooler-config '{\"softmax\": false}' at its start.";

    /// <summary>Raw logits are asked for, and no second beginning-of-sequence token beside the template's.</summary>
    public static JsonObject Write(ServerSettings settings, IReadOnlyList<Conversation> conversations)
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
        return request;
    }

    /// <summary>Tokens of the one conversation in the request; vLLM gives only the sum of a batch.</summary>
    public static IReadOnlyList<long> InputTokens(JsonElement reply, int count) =>
        count == 1 && Outbound.TokenUsage.Read(reply) is { Input: > 0 } usage ? [usage.Input] : [];
}
