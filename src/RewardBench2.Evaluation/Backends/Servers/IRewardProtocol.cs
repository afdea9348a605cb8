using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>How one kind of reward-model server is asked and read.</summary>
public interface IRewardProtocol
{
    /// <summary>How many conversations one request may hold.</summary>
    int BatchSize { get; }

    Uri UrlAt(EndpointAddress address);

    /// <summary>The request for some completions of one prompt.</summary>
    JsonObject Write(IReadOnlyList<Conversation> conversations);

    /// <summary>The rewards in the order of the request, whatever the order of the response.</summary>
    /// <exception cref="UnreadableResponseException">There is not exactly one finite number per conversation.</exception>
    ServedRewards Read(JsonElement response, int count);
}
