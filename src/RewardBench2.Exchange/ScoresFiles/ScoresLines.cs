using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>Parses scores in JSON Lines: <c>{"id","subset","num_correct","scores","results"?,"text"?}</c> per row.</summary>
internal sealed class ScoresLines(ScoresRules rules, TextMatcher? texts) : IScoresParser
{
    private readonly List<ScoresRow> _rows = [];
    private string? _model;
    private string? _modelType;
    private string? _chatTemplate;
    private int _line;

    public int Parse(ReadOnlyMemory<byte> content, bool isLast)
    {
        var used = 0;
        while (used < content.Length)
        {
            var rest = content[used..];
            var length = rest.Span.IndexOf((byte)'\n');
            if (length < 0 && !isLast)
            {
                break;
            }

            var line = length < 0 ? rest : rest[..length];
            used += length < 0 ? rest.Length : length + 1;
            ParseLine(line);
        }

        return used;
    }

    public ScoresContent ToContent() => _rows.Count > 0
        ? new ScoresContent(_model, _modelType, _chatTemplate, _rows)
        : throw new InvalidFileException($"{rules.FileName} holds no rows; hand in one line per prompt.");

    private void ParseLine(ReadOnlyMemory<byte> line)
    {
        _line++;
        if (_line == 1)
        {
            line = line[(line.Length - ScoresLayout.SkipByteOrderMark(line.Span).Length)..];
        }

        if (line.Span.Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }

        if (_rows.Count == rules.MostRows)
        {
            throw rules.TooManyRows();
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            _rows.Add(rules.Check(Row(document.RootElement)));
        }
        catch (JsonException exception)
        {
            var at = (int)Math.Min(exception.BytePositionInLine ?? 0, line.Length);
            throw Bad(JsonDamage.Describe(line.Span, at) ?? "is not a whole JSON object: it is cut off or damaged; hand in one object per line.");
        }
    }

    private ScoresRow Row(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Bad("is not a JSON object; hand in one object per line.");
        }

        _model ??= Text(element, "model");
        _modelType ??= Text(element, "model_type");
        _chatTemplate ??= Text(element, "chat_template");
        var result = Property(element, "results") ?? Property(element, "result");
        return new ScoresRow(
            _rows.Count + 1,
            Text(element, "id"),
            Text(element, "subset") ?? throw Bad("names no subset; every row needs one."),
            Property(element, "num_correct") is { } chosen
                ? Whole(Number(chosen, "num_correct"))
                : null,
            Property(element, "scores") is { } scores ? Rewards(scores) : [],
            result is { } reported ? Number(reported, "results") : null,
            Match(element));
    }

    private List<double> Rewards(JsonElement scores)
    {
        if (scores.ValueKind != JsonValueKind.Array)
        {
            throw Bad($"scores is {Excerpt.Quote(scores.GetRawText())}, where a list of numbers is expected.");
        }

        if (scores.GetArrayLength() > rules.MostRewards)
        {
            throw Bad(rules.TooManyRewards);
        }

        return [.. scores.EnumerateArray().Select(score => Number(
            score.ValueKind == JsonValueKind.Array && score.GetArrayLength() == 1 ? score[0] : score, "scores"))];
    }

    private double Number(JsonElement element, string column) => element.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Number when element.TryGetDouble(out var number) && double.IsFinite(number) => number,
        _ => throw Bad($"{column} holds {Excerpt.Quote(element.GetRawText())}, where a finite number is expected."),
    };

    private int Whole(double number) => number == Math.Floor(number) && Math.Abs(number) < 1e6
        ? (int)number
        : throw Bad(FormattableString.Invariant($"num_correct is {number}, where a whole number is expected."));

    private string? Text(JsonElement element, string column) => Property(element, column) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        var other => throw Bad($"{column} is {Excerpt.Quote(other.Value.GetRawText())}, where a text is expected."),
    };

    private TextMatch Match(JsonElement element)
    {
        texts?.BeginRow();
        if (texts is null || Property(element, "text") is not { ValueKind: JsonValueKind.Array } list)
        {
            return default;
        }

        foreach (var text in list.EnumerateArray())
        {
            texts.Add(text.ValueKind == JsonValueKind.String ? text.GetString() : text.GetRawText());
        }

        return texts.EndRow(isChosenOnly: false);
    }

    private static JsonElement? Property(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private InvalidFileException Bad(string problem) => new($"{rules.FileName}, line {_line}: {problem}");
}
