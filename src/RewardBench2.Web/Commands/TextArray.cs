using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Web.Commands;

/// <summary>A JSON array of texts; what is not Unicode in them is read as U+FFFD.</summary>
internal static partial class TextArray
{
    /// <exception cref="InvalidFileException">It is something else; the message says what and where.</exception>
    public static IReadOnlyList<string> Parse(ReadOnlySpan<byte> file, string name)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new InvalidFileException($"'{name}' is written in UTF-16. Save it as UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(WithoutHalves(Encoding.UTF8.GetString(file).TrimStart('\uFEFF')));
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select((text, index) => Read(text, index, name))]
                : throw new InvalidFileException($"'{name}' is not a JSON array. Write the texts as [\"first\", \"second\"].");
        }
        catch (JsonException exception)
        {
            throw new InvalidFileException($"'{name}' is not JSON (line {exception.LineNumber + 1}). Write the texts as [\"first\", \"second\"].", exception);
        }
    }

    private static string Read(JsonElement text, int index, string name) => text.ValueKind == JsonValueKind.String
        ? text.GetString() ?? ""
        : throw new InvalidFileException($"'{name}' holds something else than a text at place {index + 1}: {text.ValueKind.ToString().ToLowerInvariant()}. Write the texts as [\"first\", \"second\"].");

    // The reader of JSON refuses a half of a surrogate pair. A pair and an escaped backslash are passed over.
    private static string WithoutHalves(string json) =>
        Escape().Replace(json, escape => escape.Length == 6 && IsSurrogate(escape.ValueSpan) ? @"\ufffd" : escape.Value);

    private static bool IsSurrogate(ReadOnlySpan<char> escape) => escape[2] is 'd' or 'D' && escape[3] is not (>= '0' and <= '7');

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")]
    private static partial Regex Escape();
}
