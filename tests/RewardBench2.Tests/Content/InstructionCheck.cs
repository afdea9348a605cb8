using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RewardBench2.Tests.Content;

/// <summary>Whether a completion meets a constraint of Precise IF, counted as <c>content/datasets/README.md</c> says.</summary>
internal static partial class InstructionCheck
{
    public static bool IsMet(string constraint, string completion)
    {
        var text = completion.Trim();
        var (name, value) = constraint.Split('=', 2) is [var before, var after] ? (before, after) : (constraint, "");
        return name switch
        {
            "words:max" => Words(text) <= Number(value),
            "words:min" => Words(text) >= Number(value),
            "words:exactly" => Words(text) == Number(value),
            "sentences:max" => Sentences().Count(text) <= Number(value),
            "sentences:exactly" => Sentences().Count(text) == Number(value),
            "lines:exactly" => Lines(text).Count == Number(value),
            "lines:start" => Lines(text).All(line => line.StartsWith(value, StringComparison.Ordinal)),
            "paragraphs:exactly" => BlankLine().Split(text).Count(part => part.Trim().Length > 0) == Number(value),
            "letter:absent" => !text.Contains(value, StringComparison.OrdinalIgnoreCase),
            "contains:word" => ContainsWord(text, value.Split(",times=")),
            "absent:word" => Occurrences(text, value) == 0,
            "case:lower" => !text.Any(char.IsUpper),
            "case:upper" => !text.Any(char.IsLower),
            "commas:none" => !text.Contains(',', StringComparison.Ordinal),
            "starts:with" => text.StartsWith(value, StringComparison.Ordinal),
            "ends:with" => text.EndsWith(value, StringComparison.Ordinal),
            "json:keys" => HasExactlyTheKeys(text, value.Split(',')),
            "numbered:count" => IsNumbered(Lines(text), Number(value)),
            _ => throw new FormatException($"'{constraint}' is not a constraint that the README defines."),
        };
    }

    private static int Number(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static List<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static bool ContainsWord(string text, string[] wordAndTimes) =>
        Occurrences(text, wordAndTimes[0]) == Number(wordAndTimes[1]);

    private static int Occurrences(string text, string word) =>
        LetterRuns().Matches(text).Count(run => run.Value.Equals(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsNumbered(List<string> lines, int count) =>
        lines.Count == count
        && lines.Index().All(line => line.Item.StartsWith($"{line.Index + 1}. ", StringComparison.Ordinal));

    private static bool HasExactlyTheKeys(string text, string[] keys)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().Select(property => property.Name).Order().SequenceEqual(keys.Order());
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"[.!?]+(?=\s|$)")]
    private static partial Regex Sentences();

    [GeneratedRegex(@"\n[ \t]*\n")]
    private static partial Regex BlankLine();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex LetterRuns();
}
