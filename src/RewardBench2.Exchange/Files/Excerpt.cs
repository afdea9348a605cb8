namespace RewardBench2.Exchange.Files;

/// <summary>Foreign text, short enough to stand in a message.</summary>
public static class Excerpt
{
    private const int Longest = 60;

    /// <summary>The text, cut after a number of characters, where an ellipsis shows the cut. No character is torn.</summary>
    public static string Shorten(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";

    /// <summary>The text between quotation marks, cut after 60 characters.</summary>
    public static string Quote(string text) => $"'{OneLine(Shorten(text, Longest))}'";

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
