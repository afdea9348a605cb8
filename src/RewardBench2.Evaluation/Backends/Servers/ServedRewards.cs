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

    /// <summary>Tokens of the one conversation in a request; the OpenAI family gives only the sum of a batch.</summary>
    public static IReadOnlyList<long> TokensOf(JsonElement response, int count) =>
        count == 1 && TokenUsage.Read(response) is { Input: > 0 } usage ? [usage.Input] : [];
}
