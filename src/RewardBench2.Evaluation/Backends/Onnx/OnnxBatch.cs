namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>How shorter texts are filled up to the length of the longest in a batch.</summary>
public sealed record OnnxPadding(int Token, bool IsLeft);

/// <summary>Some texts side by side, as a graph's inputs want them: row by row, all of one length.</summary>
public sealed class OnnxBatch
{
    private readonly IReadOnlyList<int[]> _texts;
    private readonly OnnxPadding _padding;

    /// <param name="rows">At least as many rows; further ones repeat the first text, for graphs of a fixed size.</param>
    /// <param name="length">At least as long as the longest text.</param>
    public OnnxBatch(IReadOnlyList<int[]> texts, OnnxPadding padding, int rows, int length)
    {
        _texts = texts;
        _padding = padding;
        Rows = rows;
        Length = length;
    }

    public int Rows { get; }

    public int Length { get; }

    public long[] Tokens() => Fill(_padding.Token, (text, index) => text[index]);

    /// <summary>One where a token stands, zero where padding does.</summary>
    public long[] Mask() => Fill(0, (_, _) => 1);

    /// <summary>Each token's place in its text, wherever padding puts it in the row.</summary>
    public long[] Positions() => Fill(0, (_, index) => index);

    private long[] Fill(long padding, Func<int[], int, long> value)
    {
        var filled = new long[Rows * Length];
        for (var row = 0; row < Rows; row++)
        {
            var text = _texts[row < _texts.Count ? row : 0];
            var line = filled.AsSpan(row * Length, Length);
            line.Fill(padding);
            var start = _padding.IsLeft ? Length - text.Length : 0;
            for (var index = 0; index < text.Length; index++)
            {
                line[start + index] = value(text, index);
            }
        }

        return filled;
    }
}
