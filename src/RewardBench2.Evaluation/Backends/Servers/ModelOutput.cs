using System.Text.Json;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>Reads the reward out of whatever shape a server gives a model's output in.</summary>
public static class ModelOutput
{
    // Reward models have a few outputs; an embedding, which is refused anyway, has thousands.
    private const int MostOutputs = 1_000;

    /// <summary>
    /// The reward in a model's output: a number, a list of one, a list of several outputs known by their number from 0 on, or
    /// one list per token, of which the last one counts (token-level reward models such as InternLM2 and Qwen2).
    /// </summary>
    /// <inheritdoc cref="AttributeWeights.Combine" path="/exception"/>
    public static double ReadReward(AttributeWeights? wanted, JsonElement output)
    {
        if (output.ValueKind != JsonValueKind.Array)
        {
            return AttributeWeights.Combine(wanted, [("0", ResponseReader.Number(output))]);
        }

        var count = output.GetArrayLength();
        if (count == 0)
        {
            throw new UnreadableResponseException("The server sent an empty list where a reward was expected.");
        }

        if (output[count - 1].ValueKind == JsonValueKind.Array)
        {
            return ReadReward(wanted, output[count - 1]);
        }

        return count > 1 && wanted is null
            ? throw new UnreadableResponseException(
                $"The server sent {count} numbers for one completion: several outputs, or an embedding, not a reward. "
                + $"Name the one to use (0 to {count - 1}), or the weights to combine them with, in the field “attribute”; or serve the model as a classifier.",
                isTransient: false)
            : count > MostOutputs
            ? throw new UnreadableResponseException(
                $"The server sent {count} numbers for one completion, and a reward model has at most {MostOutputs:N0} outputs.", isTransient: false)
            : AttributeWeights.Combine(wanted, [.. output.EnumerateArray().Select((number, at) => ($"{at}", ResponseReader.Number(number)))]);
    }

    /// <summary>The reward in a list of <c>{"label","score"}</c>, which servers sort by score: only the label says which is which.</summary>
    /// <inheritdoc cref="AttributeWeights.Combine" path="/exception"/>
    public static double ReadLabels(AttributeWeights? wanted, JsonElement labels) => 
        labels.ValueKind == JsonValueKind.Array && labels.GetArrayLength() <= MostOutputs
        ? AttributeWeights.Combine(wanted, [.. labels.EnumerateArray().Select(one =>
            (ResponseReader.Member(one, "label").ToString(), ResponseReader.Number(ResponseReader.Member(one, "score"))))])
        : throw new UnreadableResponseException("The server sent no list of labels and scores for a completion.");
}
