using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets.Rows;

/// <summary>Reads a prompt: one text, or messages with role and content, the last of them the user's.</summary>
internal static class ConversationColumn
{
    /// <summary>The most messages a conversation may have.</summary>
    public const int MostTurns = 1_000;

    /// <exception cref="InvalidFileException">It is neither.</exception>
    public static IReadOnlyList<Turn> Read(SourceRow row, string column)
    {
        if (row[column] is not IReadOnlyList<object?> messages)
        {
            return [Turn.User(row.Text(column))];
        }

        if (messages.Count is 0 or > MostTurns)
        {
            throw row.Bad(column, $"holds {messages.Count} messages; a conversation has 1 to {MostTurns}");
        }

        Turn[] turns = [.. messages.Select((message, at) => Read(row, column, message, at))];
        return turns[^1].Role == "user" ? turns : throw row.Bad(column, "does not end with a message of the user, which the completions would answer");
    }

    private static Turn Read(SourceRow row, string column, object? message, int at)
    {
        if (message is not IReadOnlyDictionary<string, object?> fields
            || fields.GetValueOrDefault("role") is not string role
            || fields.GetValueOrDefault("content") is not string text)
        {
            throw row.Bad(column, $"holds as its message {at + 1} no object with the texts role and content");
        }

        return Turn.Roles.Contains(role)
            ? new Turn(role, text)
            : throw row.Bad(column, $"holds as its message {at + 1} one of the role {Excerpt.Quote(role)}; roles are {string.Join(", ", Turn.Roles)}");
    }
}
