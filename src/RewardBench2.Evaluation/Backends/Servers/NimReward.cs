using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>Nemotron reward models through NVIDIA NIM: a chat completion whose content is <c>reward:-25.6</c>, attributes or bare numbers.</summary>
public sealed partial class NimReward(ServerSettings settings) : IRewardProtocol
{
    // A dozen attributes take a few hundred.
    private const int MostCharacters = 4_000;

    public static ServerProtocol Protocol { get; } = new(settings => new NimReward(settings))
    {
        Name = "nim-reward",
        LaunchCommand = "docker run --gpus all -e NGC_API_KEY -e NIM_REWARD_MODEL=1 -p 8000:8000 MODEL",
        NeedsModel = true,
        IgnoresChatTemplate = true,

        // A chat server answers every request with a generation, so only a name that promises rewards is worth one.
        IsTriedFor = servedModel => servedModel is not null && PromisesRewards().IsMatch(servedModel),
    };

    public int BatchSize => 1;

    public Uri UrlAt(EndpointAddress address) => address.IsWhole ? address.Given : new(address.OpenAi, "chat/completions");

    public JsonObject Write(IReadOnlyList<Conversation> conversations) => new()
    {
        ["model"] = settings.Model,
        ["messages"] = conversations[0].ToMessages(),
    };

    public ServedRewards Read(JsonElement response, int count)
    {
        var choices = ResponseReader.Member(response, "choices");
        if (choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
        {
            throw new UnreadableResponseException("The server's response contains no choice.");
        }

        var attributes = FromContent(choices[0]) is { Count: > 0 } written ? written : FromLogprobs(choices[0]);
        return attributes.Count > 0
            ? new ServedRewards([AttributeWeights.Combine(settings.Attributes, attributes)], ServedRewards.TokensOf(response, count))
            : throw new UnreadableResponseException(
                $"The server's message contains no reward: {ServerError.Shorten(choices[0].ToString(), 160)}");
    }

    private static List<(string Name, double Number)> FromContent(JsonElement choice)
    {
        var message = ResponseReader.Member(choice, "message");
        message = message.ValueKind == JsonValueKind.Array && message.GetArrayLength() > 0 ? message[0] : message;
        var content = ResponseReader.Member(message, "content");
        return content.ValueKind switch
        {
            JsonValueKind.Number => [("reward", ResponseReader.Number(content))],
            JsonValueKind.String => FromText(content.GetString() ?? ""),
            _ => [],
        };
    }

    // The whole text has to be numbers: one that stands somewhere in a sentence is not a reward.
    private static List<(string Name, double Number)> FromText(string text)
    {
        if (text.Length > MostCharacters)
        {
            return [];
        }

        var parts = Separator().Split(text.Trim().Trim('[', ']', '{', '}').Trim());
        var matches = parts.Select(part => Part().Match(part)).ToList();
        return matches.TrueForAll(match => match.Success)
            ? [.. matches.Select((match, at) => (NameOf(match, at, matches.Count), Finite(match.Groups["number"].Value)))]
            : [];
    }

    private static string NameOf(Match part, int at, int count) =>
        part.Groups["name"] is { Success: true } name ? name.Value : count == 1 ? "reward" : $"{at}";

    private static double Finite(string text) =>
        double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) is var number && double.IsFinite(number)
            ? number
            : throw new UnreadableResponseException($"The server sent {ServerError.Shorten(text, 40)}, which is not a finite number.");

    // Some servers write one attribute per token, its number in place of the log-probability.
    private static List<(string Name, double Number)> FromLogprobs(JsonElement choice) =>
        choice.TryGetProperty("logprobs", out var logprobs) && logprobs.ValueKind == JsonValueKind.Object
        && logprobs.TryGetProperty("content", out var tokens) && tokens.ValueKind == JsonValueKind.Array
            ? [.. tokens.EnumerateArray().Select(token => (
                ResponseReader.Member(token, "token").ToString(), ResponseReader.Number(ResponseReader.Member(token, "logprob"))))]
            : [];

    [GeneratedRegex(@"reward|(?<![a-z])rm(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex PromisesRewards();

    [GeneratedRegex("""\s*[,;]\s*|(?<=\d)\s+(?=[A-Za-z_"'])""")]
    private static partial Regex Separator();

    // 5.3, reward:5.3, and "reward": 5.3 as in a JSON object.
    [GeneratedRegex("""^(?:["']?(?<name>[A-Za-z_][\w-]*)["']?\s*[:=]\s*)?(?<number>[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)$""")]
    private static partial Regex Part();
}
