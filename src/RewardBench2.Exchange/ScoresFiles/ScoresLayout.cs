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
            for (var isSecond = false; reader.Read(); isSecond |= reader is { CurrentDepth: 0, TokenType: JsonTokenType.EndObject })
            {
                if (isSecond)
                {
                    return Kind.Lines;
                }

                if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
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

/// <summary>Takes a scores file piece by piece: one implementation per layout of the rows.</summary>
internal interface IScoresParser
{
    /// <summary>Parses as much as is whole.</summary>
    /// <param name="content">The next bytes: what was left of the piece before, and what follows.</param>
    /// <param name="isLast">Nothing follows.</param>
    /// <returns>How many bytes were used up.</returns>
    int Parse(ReadOnlyMemory<byte> content, bool isLast);

    /// <summary>What was read, once everything was parsed.</summary>
    ScoresContent ToContent();
}
