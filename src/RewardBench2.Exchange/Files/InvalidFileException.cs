namespace RewardBench2.Exchange.Files;

/// <summary>
/// A file's content is not what it has to be. The message is one line and is shown to the person who handed the file in:
/// what is wrong, where (row, column, line or byte) and what to do.
/// </summary>
public sealed class InvalidFileException(string message, Exception? inner = null)
    : Exception(Excerpt.OneLine(message), inner);

/// <summary>Makes foreign text fit into a message of one line.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    /// <summary>The text between quotation marks, cut after 60 characters.</summary>
    public static string Quote(string text) =>
        $"'{OneLine(text.Length > Longest ? text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] + "…" : text)}'";

    /// <summary>The text with line breaks and other control characters as spaces.</summary>
    public static string OneLine(string text) =>
        text.Any(char.IsControl)
            ? string.Create(text.Length, text, (line, source) =>
            {
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] = char.IsControl(source[i]) ? ' ' : source[i];
                }
            })
            : text;
}
