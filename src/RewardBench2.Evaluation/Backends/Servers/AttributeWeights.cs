using System.Globalization;
using System.Text.Json;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>How a model's several attributes (or classes) become one reward: a declared choice, never a guess.</summary>
/// <param name="Weights">Weight per attribute, by name; a class by its label or number.</param>
public sealed record AttributeWeights(IReadOnlyDictionary<string, double> Weights)
{
    private const int MostCharacters = 1_000;

    // Reward models have a few outputs; an embedding, which is refused anyway, has thousands.
    private const int MostOutputs = 1_000;

    /// <summary>Reads <c>helpfulness</c> or <c>helpfulness=0.65,verbosity=-0.4</c>; <c>null</c> for nothing.</summary>
    /// <exception cref="FormatException">A weight is not a finite number, or the text is longer than 1,000 characters.</exception>
    public static AttributeWeights? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (text.Length > MostCharacters)
        {
            throw new FormatException($"Attributes and weights take at most {MostCharacters:N0} characters.");
        }

        var weights = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            var weight = 1.0;
            if (sides.Length == 2
                && !(double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out weight) && double.IsFinite(weight)))
            {
                throw new FormatException($"“{part}” is not an attribute with a weight; write helpfulness=0.65,verbosity=-0.4.");
            }

            weights[sides[0]] = weight;
        }

        return new AttributeWeights(weights);
    }

    /// <summary>The reward that several attributes make.</summary>
    /// <exception cref="UnreadableResponseException">An attribute that was asked for is not there, or none was asked for.</exception>
    public static double Combine(AttributeWeights? wanted, IReadOnlyList<(string Name, double Number)> attributes)
    {
        if (wanted is null)
        {
            return attributes.Count == 1 ? attributes[0].Number : throw new UnreadableResponseException(
                $"The server answers with {attributes.Count} numbers ({Names(attributes)}), and a reward is one. "
                + "Say in the field “attribute” which one it is, or which weights to use.",
                mayPass: false);
        }

        return wanted.Weights.Sum(weight => weight.Value * Find(attributes, weight.Key));
    }

    /// <summary>
    /// The reward in a model's output: a number, a list of one, a list of several outputs known by their number from 0 on, or
    /// one list per token, of which the last one counts (token-level reward models such as InternLM2 and Qwen2).
    /// </summary>
    /// <inheritdoc cref="Combine" path="/exception"/>
    public static double Read(AttributeWeights? wanted, JsonElement output)
    {
        if (output.ValueKind != JsonValueKind.Array)
        {
            return Combine(wanted, [("0", ResponseReader.Number(output))]);
        }

        var count = output.GetArrayLength();
        if (count == 0)
        {
            throw new UnreadableResponseException("The server sent an empty list where a reward was expected.");
        }

        if (output[count - 1].ValueKind == JsonValueKind.Array)
        {
            return Read(wanted, output[count - 1]);
        }

        return count > 1 && wanted is null
            ? throw new UnreadableResponseException(
                $"The server sent {count} numbers for one completion: several outputs, or an embedding, not a reward. "
                + $"Say in the field “attribute” which of them it is (0 to {count - 1}), or which weights to use; or serve the model as a classifier.",
                mayPass: false)
            : count > MostOutputs
            ? throw new UnreadableResponseException($"The server sent {count} numbers for one completion, and a reward model has at most {MostOutputs:N0} outputs.", mayPass: false)
            : Combine(wanted, [.. output.EnumerateArray().Select((number, at) => ($"{at}", ResponseReader.Number(number)))]);
    }

    /// <summary>The reward in a list of <c>{"label","score"}</c>, which servers sort by score: only the label says which is which.</summary>
    /// <inheritdoc cref="Combine" path="/exception"/>
    public static double ReadLabels(AttributeWeights? wanted, JsonElement labels) => labels.ValueKind == JsonValueKind.Array && labels.GetArrayLength() <= MostOutputs
        ? Combine(wanted, [.. labels.EnumerateArray().Select(one =>
            (ResponseReader.Member(one, "label").ToString(), ResponseReader.Number(ResponseReader.Member(one, "score"))))])
        : throw new UnreadableResponseException("The server sent no list of labels and scores for a completion.");

    private static double Find(IReadOnlyList<(string Name, double Number)> attributes, string name)
    {
        foreach (var attribute in attributes)
        {
            if (string.Equals(attribute.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return attribute.Number;
            }
        }

        throw new UnreadableResponseException(
            $"The server's answer holds no attribute “{name}”, only {Names(attributes)}.", mayPass: false);
    }

    private static string Names(IReadOnlyList<(string Name, double Number)> attributes) =>
        ServerError.Shorten(string.Join(", ", attributes.Take(20).Select(attribute => attribute.Name)), 200);
}
