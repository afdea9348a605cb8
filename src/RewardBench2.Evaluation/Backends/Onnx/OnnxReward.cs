using System.Globalization;
using RewardBench2.Evaluation.Backends.Servers;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>How a model's outputs become one reward: the only one, or those that the submission names with their weights.</summary>
public sealed class OnnxReward
{
    private readonly IReadOnlyList<(int Output, double Weight)> _weights;

    private OnnxReward(IReadOnlyList<(int Output, double Weight)> weights) => _weights = weights;

    /// <param name="attribute">A label, a number, or labels with weights; <c>null</c> for a model of one output.</param>
    /// <param name="labels">The outputs' labels, as far as the model names them.</param>
    /// <param name="outputs">How many numbers the model gives for a text.</param>
    /// <exception cref="FormatException">It does not say which output the reward is.</exception>
    public static OnnxReward Choose(string? attribute, IReadOnlyList<string> labels, int outputs)
    {
        string[] names = labels.Count == outputs ? [.. labels] : [.. Enumerable.Range(0, outputs).Select(Number)];
        if (AttributeWeights.Parse(attribute) is not { } wanted)
        {
            return outputs == 1 ? new OnnxReward([(0, 1)]) : throw new FormatException(
                $"it gives {outputs} numbers ({Shortened(names)}), and a reward is one; "
                + "say in the field “attribute” which one it is, by label or number, or which weights to use");
        }

        return new OnnxReward([.. wanted.Weights.Select(weight => (Find(weight.Key, names), weight.Value))]);
    }

    public double Of(IReadOnlyList<double> numbers) => _weights.Sum(weight => weight.Weight * numbers[weight.Output]);

    private static int Find(string wanted, string[] names)
    {
        var byLabel = Array.FindIndex(names, name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase));
        return byLabel >= 0 ? byLabel
            : int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < names.Length ? number
            : throw new FormatException($"it has no output “{wanted}”, only {Shortened(names)}");
    }

    private static string Number(int output) => output.ToString(CultureInfo.InvariantCulture);

    private static string Shortened(string[] names) => string.Join(", ", names.Take(20)) + (names.Length > 20 ? ", …" : "");
}
