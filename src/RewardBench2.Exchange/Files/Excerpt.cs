namespace RewardBench2.Exchange.Files;

/// <summary>Makes foreign text fit into a message of one line.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    /// <summary>The text between quotation marks, cut after 60 characters.</summary>
    public static string Quote(string text) =>
        $"'{OneLine(text.Length > Longest ? text[..Longest] + "…" : text)}'";

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
