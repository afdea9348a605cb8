using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RewardBench2.Exchange;

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

/// <summary>Lists of rewards; a reward may itself be a list of one.</summary>
internal sealed class RewardsColumn : IScoresColumn
{
    private readonly List<double[]> _rows = [];
    private readonly List<double> _row = [];
    private int _before;

    public int Count => _rows.Count;

    public IReadOnlyList<double> At(int row) => row < _rows.Count ? _rows[row] : [];

    public void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad)
    {
        switch (reader.CurrentDepth, reader.TokenType)
        {
            case (2, JsonTokenType.Null):
                _rows.Add([]);
                break;
            case (2, JsonTokenType.StartArray):
                _row.Clear();
                break;
            case (2, JsonTokenType.EndArray):
                _rows.Add([.. _row]);
                break;
            case (2, _):
                throw bad("a list of scores is expected there, one per completion.");
            case (3, JsonTokenType.StartArray):
                _before = _row.Count;
                break;
            case (3, JsonTokenType.EndArray) when _row.Count != _before + 1:
                throw bad("a score that is a list has to be a list of one number.");
            case (3, JsonTokenType.EndArray):
                break;
            default:
                _row.Add(Number(ref reader, bad));
                break;
        }
    }

    public static double Number(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad) =>
        reader.TokenType != JsonTokenType.Number ? throw bad($"{Describe(ref reader)} stands where a number is expected.")
        : reader.TryGetDouble(out var number) && double.IsFinite(number) ? number
        : throw bad($"{Encoding.UTF8.GetString(reader.ValueSpan)} is too large for a number; every score has to be finite.");

    private static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => "the text " + Excerpt.Quote(reader.GetString()!),
        JsonTokenType.StartArray or JsonTokenType.EndArray => "a list",
        JsonTokenType.StartObject or JsonTokenType.EndObject or JsonTokenType.PropertyName => "an object",
        var other => other.ToString().ToLower(CultureInfo.InvariantCulture),
    };
}

/// <summary>
/// Formatted conversations, one per completion: texts, or lists of messages. Each is held against the dataset and
/// forgotten.
/// </summary>
internal sealed class MatchColumn(TextMatcher texts, bool isChosenOnly) : IScoresColumn
{
    private readonly List<TextMatch> _rows = [];
    private readonly ArrayBufferWriter<char> _text = new(16384);

    public int Count => _rows.Count;

    public TextMatch At(int row) => row < _rows.Count ? _rows[row] : default;

    public void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad)
    {
        switch (reader.CurrentDepth, reader.TokenType)
        {
            case (2, JsonTokenType.StartArray):
                texts.BeginRow();
                break;
            case (2, JsonTokenType.EndArray):
                _rows.Add(texts.EndRow(isChosenOnly));
                break;
            case (2, _):
                // One text for a whole row (a judge's words) says nothing about the completions.
                texts.BeginRow();
                _rows.Add(default);
                break;
            case (3, JsonTokenType.String):
                Append(ref reader);
                Finish();
                break;
            case (3, JsonTokenType.EndArray or JsonTokenType.EndObject):
                Finish();
                break;
            case (_, JsonTokenType.String):
                Append(ref reader);
                break;
            default:
                break;
        }
    }

    private void Append(ref Utf8JsonReader reader)
    {
        var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        _text.Advance(reader.CopyString(_text.GetSpan(length + 1)));
        _text.Write(['\n']);
    }

    private void Finish()
    {
        texts.Add(_text.WrittenSpan);
        _text.ResetWrittenCount();
    }
}
