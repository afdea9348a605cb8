using System.Buffers;
using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

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
