namespace RewardBench2.Exchange.Files;

/// <summary>Finds the words for what a JSON reader stumbled over.</summary>
internal static class JsonDamage
{
    // What Python's json module writes for numbers that JSON does not have.
    private static readonly string[] NoNumbers = ["-NaN", "NaN", "-Infinity", "Infinity", "-inf", "inf", "nan"];

    /// <summary>A sentence when the reader stopped at something that stands for no number; else <c>null</c>.</summary>
    /// <param name="content">The bytes that were read.</param>
    /// <param name="at">Where the reader stopped, or shortly before or behind it.</param>
    public static string? Describe(ReadOnlySpan<byte> content, int at)
    {
        var start = Math.Max(0, at - 2);
        var around = System.Text.Encoding.ASCII.GetString(content[start..Math.Min(content.Length, start + 16)]);
        var word = NoNumbers.FirstOrDefault(word => around.Contains(word, StringComparison.Ordinal));
        return word is null ? null : $"{word} is not a score; every score has to be a finite number. Find out why the model gave none.";
    }
}
