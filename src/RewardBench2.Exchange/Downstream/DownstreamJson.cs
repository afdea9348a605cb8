using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Downstream;

/// <summary>Downstream results as JSON: an array of rows, an object with <c>results</c>, or one row per line.</summary>
internal static class DownstreamJson
{
    /// <param name="source">The file.</param>
    /// <param name="defaults">Takes up what an object around the rows says for all of them.</param>
    /// <exception cref="InvalidFileException">The content is not JSON, or not of these shapes.</exception>
    public static List<SourceRow> Read(SourceFile source, ref DownstreamDefaults defaults)
    {
        using var reader = new StreamReader(new UnicodeTextStream(source.Content, source.Name));
        var text = reader.ReadToEnd();
        if (TryParse(text) is not { } whole)
        {
            return [.. Lines(source.Name, text)];
        }

        using (whole)
        {
            var rows = whole.RootElement;
            if (rows.ValueKind == JsonValueKind.Object && Property(rows, "results") is { } results)
            {
                defaults = Defaults(source.Name, rows, defaults);
                rows = results;
            }

            return rows.ValueKind switch
            {
                JsonValueKind.Array => [.. rows.EnumerateArray().Select((row, i) => Row($"{source.Name}, row {i + 1}", row))],
                JsonValueKind.Object => [Row($"{source.Name}, row 1", rows)],
                _ => throw new InvalidFileException($"{source.Name}: results is not a list; it holds one object per result."),
            };
        }
    }

    private static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<SourceRow> Lines(string name, string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            using var document = TryParse(line)
                ?? throw new InvalidFileException($"{name}, line {number} is neither whole JSON nor JSON Lines: it is cut off or damaged.");
            yield return Row($"{name}, line {number}", document.RootElement);
        }
    }

    private static DownstreamDefaults Defaults(string name, JsonElement document, DownstreamDefaults given) => new(
        given.Unit ?? (Text(document, "unit") is { } unit ? DownstreamRows.Unit(unit) ?? throw DownstreamRows.BadUnit($"{name}: ", unit) : null),
        given.Source ?? Text(document, "source"),
        given.Url ?? Text(document, "sourceurl"));

    private static string? Text(JsonElement document, string key) =>
        Property(document, key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Property(JsonElement document, string key)
    {
        foreach (var property in document.EnumerateObject())
        {
            if (DownstreamRows.Key(property.Name) == key)
            {
                return property.Value;
            }
        }

        return null;
    }

    private static SourceRow Row(string where, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidFileException($"{where} is not an object; every result is an object of columns.");
        }

        var values = new Dictionary<string, object?>();
        foreach (var property in element.EnumerateObject())
        {
            if (!values.TryAdd(DownstreamRows.Key(property.Name), Value(property.Value)))
            {
                throw new InvalidFileException($"{where} says {Excerpt.Quote(property.Name)} twice.");
            }
        }

        return new SourceRow(where, values);
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => element.EnumerateArrayOrEmpty(),
    };

    private static List<object?> EnumerateArrayOrEmpty(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(Value)] : [];
}
