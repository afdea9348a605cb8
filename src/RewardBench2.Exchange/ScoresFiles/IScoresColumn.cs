using System.Text;
using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>One column of the official layout. Its rows are the values at depth 2 of the file.</summary>
internal interface IScoresColumn
{
    /// <summary>How many rows were read to their end.</summary>
    int Count { get; }

    /// <param name="reader">Stands on a token at depth 2 or deeper.</param>
    /// <param name="bad">Puts a problem into words, with the place.</param>
    void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad);
}

/// <summary>A column that nobody asked for.</summary>
internal sealed class SkippedColumn : IScoresColumn
{
    public int Count => 0;

    public void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad)
    {
    }
}

/// <summary>Texts, or numbers as texts.</summary>
internal sealed class TextColumn : IScoresColumn
{
    private readonly List<string?> _values = [];

    public int Count => _values.Count;

    public string? At(int row) => row < _values.Count ? _values[row] : null;

    public void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad) => _values.Add(reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw bad("a text is expected there."),
    });
}

/// <summary>Numbers, with true and false as 1 and 0.</summary>
internal sealed class NumberColumn : IScoresColumn
{
    private readonly List<double?> _values = [];

    public int Count => _values.Count;

    public double? At(int row) => row < _values.Count ? _values[row] : null;

    public void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad) => _values.Add(reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => 1,
        JsonTokenType.False => 0,
        _ => RewardsColumn.Number(ref reader, bad),
    });
}
