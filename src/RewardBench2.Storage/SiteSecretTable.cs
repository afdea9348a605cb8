using Dapper;

namespace RewardBench2.Storage;

/// <summary>Values that the site makes up once and keeps, the same for every node.</summary>
public sealed class SiteSecretTable(Database database)
{
    /// <summary>The value of a name; the first to ask decides it.</summary>
    public async Task<string> EnsureAsync(string name, Func<string> makeUp, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO setting (name, value)
            VALUES (@name, @value)
            ON CONFLICT (name) DO UPDATE SET value = setting.value
            RETURNING value;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<string>(
            new CommandDefinition(sql, new { name, value = makeUp() }, cancellationToken: cancellationToken));
    }
}
