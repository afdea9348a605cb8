using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace RewardBench2.Exchange.Files;

/// <summary>Reads rows from JSON Lines (one object per line) or from one JSON array of objects.</summary>
internal static class JsonRows
{
    /// <exception cref="InvalidFileException">The content is not JSON, or not objects.</exception>
    public static async IAsyncEnumerable<SourceRow> ReadAsync(
        SourceFile source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(new UnicodeTextStream(source.Content, source.Name), Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 65536, leaveOpen: true);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (number == 1 && line.AsSpan().TrimStart()[0] == '[')
            {
                var rest = await reader.ReadToEndAsync(cancellationToken);
                foreach (var row in ReadArray(source.Name, line + "\n" + rest))
                {
                    yield return row;
                }

                yield break;
            }

            yield return ReadRow($"{source.Name}, line {number}", line);
        }
    }

    private static SourceRow ReadRow(string where, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return ToRow(where, document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new InvalidFileException(
                $"{where} is not a whole JSON object (character {exception.BytePositionInLine + 1}): it is cut off, or the file is not JSON Lines; hand in one object per line.", exception);
        }
    }

    private static IEnumerable<SourceRow> ReadArray(string name, string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new InvalidFileException(
                $"{name} is not a whole JSON array (line {exception.LineNumber + 1}, character {exception.BytePositionInLine + 1}): it is cut off or damaged; fetch it again.", exception);
        }

        using (document)
        {
            var number = 0;
            foreach (var element in document.RootElement.EnumerateArray())
            {
                number++;
                yield return ToRow($"{name}, row {number}", element);
            }
        }
    }

    private static SourceRow ToRow(string where, JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? new SourceRow(where, Fields(element))
            : throw new InvalidFileException($"{where} is not a JSON object but {Excerpt.Quote(element.GetRawText())}; every row is an object of columns.");

    private static Dictionary<string, object?> Fields(JsonElement element)
    {
        var fields = new Dictionary<string, object?>();
        foreach (var property in element.EnumerateObject())
        {
            fields[property.Name] = Value(property.Value);
        }

        return fields;
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.Object => Fields(element),
        _ => null,
    };
}
