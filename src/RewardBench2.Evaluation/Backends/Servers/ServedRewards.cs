using System.Text.Json;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>What a server gave for a request.</summary>
/// <param name="Rewards">One finite reward per conversation, in the order of the request.</param>
/// <param name="InputTokens">Tokens per conversation, where the server counts each; else empty.</param>
public sealed record ServedRewards(IReadOnlyList<double> Rewards, IReadOnlyList<long> InputTokens)
{
    public ServedRewards(IReadOnlyList<double> rewards)
        : this(rewards, [])
    {
    }

    /// <summary>Reads a response, unless it says that something went wrong beside what it holds.</summary>
    /// <exception cref="UnreadableResponseException">There is an error in it, a broken-off piece, or no finite reward for each conversation.</exception>
    public static ServedRewards Read(IRewardProtocol protocol, JsonElement response, int count)
    {
        if (ServerError.ReadWithin(response) is { } error)
        {
            throw new UnreadableResponseException($"The server responded with an error: {error.Message}");
        }

        return IsBrokenOff(response)
            ? throw new UnreadableResponseException("The server broke off its work on the request (finish reason “abort”).")
            : protocol.Read(response, count);
    }

    // SGLang answers an aborted request with a good status and whatever it had.
    private static bool IsBrokenOff(JsonElement response) => response.ValueKind switch
    {
        JsonValueKind.Array => response.EnumerateArray().Any(IsBrokenOff),
        JsonValueKind.Object => response.TryGetProperty("meta_info", out var meta) && meta.ValueKind == JsonValueKind.Object
            && meta.TryGetProperty("finish_reason", out var reason) && reason.ValueKind == JsonValueKind.Object
            && reason.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("abort"),
        _ => false,
    };

    /// <summary>Tokens of the one conversation in a request; the OpenAI family gives only the sum of a batch.</summary>
    public static IReadOnlyList<long> TokensOf(JsonElement response, int count) =>
        count == 1 && TokenUsage.Read(response) is { Input: > 0 } usage ? [usage.Input] : [];
}
