using Microsoft.ML.OnnxRuntime;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>Which texts may share a batch without a change to their rewards.</summary>
public enum OnnxSharing
{
    /// <summary>Texts of any length: the graph leaves padding out of account.</summary>
    Padded,

    /// <summary>Texts of equal length only: padding changes this graph's numbers.</summary>
    EqualLengths,

    /// <summary>None: even a neighbour of equal length changes this graph's numbers.</summary>
    Alone,
}

/// <summary>
/// Tries out how a graph takes batches. Whether it finds a padded text's end is written in the graph and nowhere else: some read the
/// mask, some look for the padding token, some take the last column, and some were made for one text at a time.
/// </summary>
/// <param name="Labels">How many numbers the graph gives for a text.</param>
public sealed record OnnxTrial(OnnxSharing Sharing, OnnxPadding Padding, int Labels)
{
    // Rounding differs with a batch's shape; another text's end moves a reward by more.
    private const double Tolerance = 2e-3;

    /// <param name="texts">A text and a longer one, in which each usual letter occurs.</param>
    /// <param name="preferred">The padding that the tokenizer's settings name.</param>
    /// <exception cref="OnnxRuntimeException">The graph fails on a single text.</exception>
    /// <exception cref="FormatException">It gives something else than numbers for each text.</exception>
    public static OnnxTrial Run(OnnxGraph graph, (int[] Short, int[] Long) texts, OnnxPadding preferred)
    {
        int[][] all = [texts.Short, texts.Long, Another(texts.Long)];
        var alone = all.Select(text => graph.Run([text], preferred)[0]).ToArray();
        var labels = alone[0].Length;
        if (alone[1].Length != labels)
        {
            throw new FormatException("it gives a number for each token of a text, and a reward is one for the text");
        }

        // One length for all makes padding part of every text, and what is asked is only whether it may be.
        OnnxPadding[] paddings = [preferred, preferred with { IsLeft = !preferred.IsLeft }];
        if (graph.FixedRows == 1 || !Agree(graph, [all[1], all[2]], [alone[1], alone[2]], preferred))
        {
            return new OnnxTrial(OnnxSharing.Alone, preferred, labels);
        }

        var right = Array.Find(paddings, padding => Agree(graph, [all[0], all[1]], [alone[0], alone[1]], padding));
        return right is null
            ? new OnnxTrial(OnnxSharing.EqualLengths, preferred, labels)
            : new OnnxTrial(OnnxSharing.Padded, right, labels);
    }

    // The same length, another content: a few tokens over and over. The ends stay, where special tokens stand.
    private static int[] Another(int[] text) => [.. text.Select((token, place) => place == text.Length - 1 ? token : text[place % Math.Min(8, text.Length)])];

    private static bool Agree(OnnxGraph graph, int[][] texts, double[][] alone, OnnxPadding padding)
    {
        try
        {
            var together = graph.Run(texts, padding);
            return together.Zip(alone).All(pair => pair.First.Zip(pair.Second).All(numbers => AreEqual(numbers.First, numbers.Second)));
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or FormatException)
        {
            return false;
        }
    }

    private static bool AreEqual(double one, double other) =>
        one.Equals(other) || Math.Abs(one - other) <= Tolerance * Math.Max(1, Math.Abs(other));
}
