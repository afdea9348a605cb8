using System.Text.Json;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>Tells the two layouts of scores files apart by their first bytes.</summary>
internal static class ScoresLayout
{
    private const int Enough = 1024 * 1024;

    internal enum Kind
    {
        /// <summary>One object whose columns are lists.</summary>
        Columns,

        /// <summary>One object per row.</summary>
        Lines,
    }

    /// <returns><c>null</c> while more has to be read, or when there is nothing at all.</returns>
    public static Kind? Detect(ReadOnlySpan<byte> start, bool isLast)
    {
        if (start.Trim(" \t\r\n"u8).IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(
            SkipByteOrderMark(start), isLast, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true }));
        var name = default(string);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType != JsonTokenType.StartObject)
                {
                    return Kind.Columns;
                }

                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                {
                    name = reader.GetString();
                }
                else if (reader.CurrentDepth == 1 && name is "id" or "subset" or "num_correct" && reader.TokenType != JsonTokenType.Null)
                {
                    return reader.TokenType == JsonTokenType.StartArray ? Kind.Columns : Kind.Lines;
                }
            }
        }
        catch (JsonException)
        {
            // The columns' parser has the words for damage, and for everything that is neither.
            return Kind.Columns;
        }

        return isLast || start.Length >= Enough ? Kind.Columns : null;
    }

    public static ReadOnlySpan<byte> SkipByteOrderMark(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? start[3..] : start;
}
