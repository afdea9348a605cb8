using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>Nemotron reward models through NVIDIA NIM: a chat completion whose words are <c>reward:-25.6</c> or attributes.</summary>
public sealed partial class NimReward(ServerSettings settings) : IRewardProtocol
{
    public static ServerProtocol Protocol { get; } = new(settings => new NimReward(settings))
    {
        Name = "nim-reward",
        LaunchCommand = "docker run --gpus all -e NGC_API_KEY -e NIM_REWARD_MODEL=1 -p 8000:8000 MODEL",
        NeedsModel = true,
        IgnoresChatTemplate = true,

        // A chat server answers every request with a generation, so only a name that promises rewards is worth one.
        IsTriedFor = servedModel => servedModel?.Contains("reward", StringComparison.OrdinalIgnoreCase) == true,
    };

    public int BatchSize => 1;

    public Uri UrlAt(EndpointAddress address) => new(address.OpenAi, "chat/completions");

    public JsonObject Write(IReadOnlyList<Conversation> conversations) => new()
    {
        ["model"] = settings.Model,
        ["messages"] = conversations[0].ToMessages(),
    };

    public ServedRewards Read(JsonElement reply, int count)
    {
        var choices = ResponseReader.Member(reply, "choices");
        if (choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
        {
            throw new UnreadableResponseException("The server's answer holds no choice.");
        }

        var attributes = FromContent(choices[0]) is { Count: > 0 } written ? written : FromLogprobs(choices[0]);
        return attributes.Count > 0
            ? new ServedRewards([AttributeWeights.Combine(settings.Attributes, attributes)], VllmRequest.InputTokens(reply, count))
            : throw new UnreadableResponseException(
                $"The server's words hold no reward: {ServerError.Shorten(choices[0].ToString(), 160)}");
    }

    private static List<(string Name, double Number)> FromContent(JsonElement choice)
    {
        var message = ResponseReader.Member(choice, "message");
        message = message.ValueKind == JsonValueKind.Array && message.GetArrayLength() > 0 ? message[0] : message;
        var content = ResponseReader.Member(message, "content");
        return content.ValueKind != JsonValueKind.String
            ? []
            : [.. Attribute().Matches(content.GetString() ?? "").Select(match => (
                match.Groups[1].Value,
                double.Parse(match.Groups[2].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture)))];
    }

    // Some servers write one attribute per token, its number in place of the log-probability.
    private static List<(string Name, double Number)> FromLogprobs(JsonElement choice) =>
        choice.TryGetProperty("logprobs", out var logprobs) && logprobs.ValueKind == JsonValueKind.Object
        && logprobs.TryGetProperty("content", out var tokens) && tokens.ValueKind == JsonValueKind.Array
            ? [.. tokens.EnumerateArray().Select(token => (
                ResponseReader.Member(token, "token").ToString(), ResponseReader.Number(ResponseReader.Member(token, "logprob"))))]
            : [];

    [GeneratedRegex(@"([A-Za-z_]+)\s*:\s*(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)")]
    private static partial Regex Attribute();
}
