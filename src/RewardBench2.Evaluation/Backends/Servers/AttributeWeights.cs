using System.Globalization;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>How a model's several attributes (or classes) become one reward: a declared choice, never a guess.</summary>
/// <param name="Weights">Weight per attribute, by name; a class by its label or number.</param>
public sealed record AttributeWeights(IReadOnlyDictionary<string, double> Weights)
{
    private const int MostCharacters = 1_000;

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
                throw new FormatException($"“{part}” is not an attribute with a weight; write it like helpfulness=0.65,verbosity=-0.4.");
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
                $"The server returns {attributes.Count} numbers ({Names(attributes)}), and a reward is a single one. "
                + "Name the one to use, or the weights to combine them with, in the field “attribute”.",
                isTransient: false);
        }

        return wanted.Weights.Sum(weight => weight.Value * Find(attributes, weight.Key));
    }

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
            $"The server's response has no attribute “{name}”, only {Names(attributes)}.", isTransient: false);
    }

    private static string Names(IReadOnlyList<(string Name, double Number)> attributes) =>
        ServerError.Shorten(string.Join(", ", attributes.Take(20).Select(attribute => attribute.Name)), 200);
}
