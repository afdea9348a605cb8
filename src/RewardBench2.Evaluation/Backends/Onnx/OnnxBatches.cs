namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>Cuts texts into batches of similar length.</summary>
public static class OnnxBatches
{
    private const int MostRows = 64;

    // Bounds of a batch's memory: for each token a state, and for each pair of tokens of a text an attention weight.
    private const int MostTokens = 16_384;
    private const long MostPairs = 8_400_000;

    /// <summary>Positions in <paramref name="texts"/>, batch by batch, shorter texts first.</summary>
    /// <param name="fixedRows">The most rows that the graph takes; <c>null</c> for any.</param>
    public static IEnumerable<IReadOnlyList<int>> Cut(IReadOnlyList<int[]> texts, OnnxSharing sharing, int? fixedRows)
    {
        var batch = new List<int>();
        foreach (var index in Enumerable.Range(0, texts.Count).OrderBy(index => texts[index].Length))
        {
            if (batch.Count > 0 && !Fits(texts[batch[0]].Length, texts[index].Length, batch.Count + 1, sharing, fixedRows))
            {
                yield return batch;
                batch = [];
            }

            batch.Add(index);
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    // At most a fifth of a row is padding, or a few tokens, which cost less than a batch of their own.
    private static bool Fits(int shortest, int longest, int rows, OnnxSharing sharing, int? fixedRows) => sharing switch
    {
        OnnxSharing.Alone => false,
        OnnxSharing.EqualLengths when shortest != longest => false,
        _ => rows <= (fixedRows ?? MostRows)
            && (shortest >= longest * 4 / 5 || longest - shortest <= 8)
            && (long)rows * longest <= MostTokens
            && (long)rows * longest * longest <= MostPairs,
    };
}
