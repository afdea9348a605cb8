using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>Parses the official column-oriented scores file, columns in any order, unknown ones skipped.</summary>
internal sealed class ScoresColumns(ScoresRules rules, TextMatcher? texts) : IScoresParser
{
    private readonly Dictionary<string, IScoresColumn> _columns = new()
    {
        ["id"] = new TextColumn(),
        ["subset"] = new TextColumn(),
        ["num_correct"] = new NumberColumn(),
        ["results"] = new NumberColumn(),
        ["scores"] = new RewardsColumn(rules),
        ["text"] = texts is null ? new SkippedColumn() : new MatchColumn(texts, isChosenOnly: false),
        ["texts_chosen"] = texts is null ? new SkippedColumn() : new MatchColumn(texts, isChosenOnly: true),
    };

    private readonly Dictionary<string, string> _header = [];
    private readonly HashSet<string> _seen = [];
    private JsonReaderState _state;
    private long _offset;
    private string _name = "";
    private IScoresColumn? _column;
    private bool _isOpen;

    public int Parse(ReadOnlyMemory<byte> content, bool isLast)
    {
        var bytes = content.Span;
        var skipped = 0;
        if (_offset == 0)
        {
            skipped = bytes.Length - ScoresLayout.SkipByteOrderMark(bytes).Length;
            bytes = bytes[skipped..];
        }

        var reader = new Utf8JsonReader(bytes, isLast, _state);
        try
        {
            while (reader.Read())
            {
                Take(ref reader);
            }
        }
        catch (JsonException)
        {
            throw Damage(bytes, (int)reader.BytesConsumed, isLast);
        }

        _state = reader.CurrentState;
        var used = skipped + (int)reader.BytesConsumed;
        _offset += used;
        return used;
    }

    public ScoresContent ToContent()
    {
        var id = (TextColumn)_columns["id"];
        var subset = (TextColumn)_columns["subset"];
        var chosen = (NumberColumn)_columns["num_correct"];
        var results = (NumberColumn)_columns["results"];
        var rewards = (RewardsColumn)_columns["scores"];
        CheckColumns(subset.Count);
        var matches = _columns.Values.OfType<MatchColumn>().FirstOrDefault(column => column.Count > 0);
        var rows = new List<ScoresRow>(subset.Count);
        for (var i = 0; i < subset.Count; i++)
        {
            var where = $"{rules.FileName}, row {i + 1}";
            rows.Add(rules.Check(new ScoresRow(
                i + 1,
                id.At(i),
                subset.At(i) ?? throw new InvalidFileException($"{where}: subset is null; every row needs one."),
                chosen.At(i) is { } number
                    ? number == Math.Floor(number) && Math.Abs(number) < 1e6 ? (int)number : throw new InvalidFileException($"{where}: num_correct is {number}, where a whole number is expected.")
                    : null,
                rewards.At(i),
                results.At(i),
                matches?.At(i) ?? default)));
        }

        return new ScoresContent(
            _header.GetValueOrDefault("model"), _header.GetValueOrDefault("model_type"), _header.GetValueOrDefault("chat_template"), rows);
    }

    private void Take(ref Utf8JsonReader reader)
    {
        switch (reader.CurrentDepth)
        {
            case 0 when reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject):
                throw new InvalidFileException($"{rules.FileName} is not a scores file: it has to be one JSON object with the columns id, subset, num_correct and scores, or JSON Lines.");
            case 0:
                break;
            case 1 when reader.TokenType == JsonTokenType.PropertyName:
                Open(reader.GetString()!);
                break;
            case 1:
                TakeValue(ref reader);
                break;
            default:
                _column?.Take(ref reader, Bad);
                if (_column?.Count > rules.MostRows)
                {
                    throw rules.TooManyRows();
                }

                break;
        }
    }

    private void Open(string name)
    {
        _name = name;
        _isOpen = false;
        _column = _columns.GetValueOrDefault(name);
        if (!_seen.Add(name) && _column is not null)
        {
            throw new InvalidFileException($"{rules.FileName}: the column {name} occurs twice; keep one of them.");
        }
    }

    private void TakeValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                _isOpen = true;
                break;
            case JsonTokenType.EndArray or JsonTokenType.Null:
                break;
            case JsonTokenType.String when _column is null && _name is "model" or "model_type" or "chat_template":
                _header[_name] = reader.GetString()!;
                break;
            case var _ when _column is not null and not SkippedColumn:
                throw new InvalidFileException($"{rules.FileName}: the column {_name} is not a list; it needs one entry per row.");
            default:
                break;
        }
    }

    private void CheckColumns(int rows)
    {
        if (!_seen.Contains("subset") || !(_seen.Contains("scores") || _seen.Contains("results")))
        {
            throw new InvalidFileException($"{rules.FileName} is not a scores file: it needs the columns id, subset, num_correct and scores, but has {(_seen.Count == 0 ? "none" : Excerpt.Quote(string.Join(", ", _seen)))}.");
        }

        var counts = _columns.Where(column => column.Value.Count > 0).Select(column => (column.Key, column.Value.Count)).ToList();
        if (rows == 0)
        {
            throw new InvalidFileException($"{rules.FileName} holds no rows; it needs one per prompt.");
        }

        if (counts.Any(column => column.Count != rows))
        {
            throw new InvalidFileException($"{rules.FileName}: the columns have different numbers of rows ({string.Join(", ", counts.Select(column => $"{column.Key} {column.Count}"))}); every column needs one entry per prompt.");
        }
    }

    private InvalidFileException Bad(string problem) => new($"{rules.FileName}, row {(_column?.Count ?? 0) + 1}, column {_name}: {problem}");

    private InvalidFileException Damage(ReadOnlySpan<byte> bytes, int at, bool isLast)
    {
        var place = _isOpen && _column is not null ? $"column {_name}, row {_column.Count + 1}" : $"byte {_offset + at}";
        return JsonDamage.Describe(bytes, at) is { } noNumber ? new InvalidFileException($"{rules.FileName}, {place}: {noNumber}")
            : isLast && IsOnlyIncomplete(bytes) ? new InvalidFileException($"{rules.FileName} is cut off at byte {_offset + bytes.Length} ({place}): the JSON ends in the middle; hand in the whole file.")
            : new InvalidFileException($"{rules.FileName} is damaged at byte {_offset + at} ({place}): this is not JSON; hand in the file as it was written.");
    }

    // What is refused as an end, but accepted as a beginning, only lacks its rest.
    private bool IsOnlyIncomplete(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, _state);
        try
        {
            while (reader.Read())
            {
                // Nothing is taken: every token was taken before.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
