using System.Text;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>
/// Makes text of whatever bytes a server sent. What is not Unicode becomes U+FFFD: invalid bytes, lone surrogates that JSON
/// writes as <c>\ud83d</c>, and NUL, which PostgreSQL cannot store. Nothing that reads the text later has to care.
/// </summary>
public static partial class ResponseText
{
    private const char Replacement = '\uFFFD';

    /// <param name="bytes">The body, decompressed.</param>
    /// <param name="charset">As declared; <c>null</c> where it was not. An unknown one counts as UTF-8.</param>
    public static string Read(ReadOnlySpan<byte> bytes, string? charset)
    {
        var (encoding, start) = Detect(bytes, charset);
        var text = encoding.GetString(bytes[start..]).Replace('\0', Replacement);
        return text.Contains(@"\u0000", StringComparison.Ordinal) || text.Contains(@"\ud", StringComparison.OrdinalIgnoreCase)
            ? Escape().Replace(text, match => match.Groups["bad"].Success ? @"\ufffd" : match.Value)
            : text;
    }

    // A byte order mark is truer than a header. JSON begins with ASCII, so a zero among the first two bytes shows UTF-16.
    private static (Encoding Encoding, int Start) Detect(ReadOnlySpan<byte> bytes, string? charset) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [not 0, 0, not 0, ..] => (Encoding.Unicode, 0),
        [0, not 0, 0, ..] => (Encoding.BigEndianUnicode, 0),
        _ => (Find(charset?.Trim('"', ' ')), 0),
    };

    private static Encoding Find(string? charset)
    {
        if (string.IsNullOrEmpty(charset))
        {
            return Encoding.UTF8;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }

    // Every escape is stepped over, so that the second half of "\\u0000" is not taken for one.
    [GeneratedRegex(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<bad>\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2}))|\\.",
        RegexOptions.Singleline)]
    private static partial Regex Escape();
}
