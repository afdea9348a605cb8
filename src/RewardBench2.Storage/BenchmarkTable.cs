using System.Security.Cryptography;
using System.Text;
using Dapper;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Storage;

/// <summary>The definitions of benchmarks that were brought in, beside those that come with the project.</summary>
public sealed class BenchmarkTable(Database database, TimeProvider clock)
{
    /// <summary>The most definitions that are kept.</summary>
    public const int Most = 200;

    /// <summary>Every definition here: those of the project first, then those brought in, by title.</summary>
    public async Task<IReadOnlyList<BenchmarkDefinition>> ReadAllAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT name, definition
            FROM benchmark
            ORDER BY title, name;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        var stored = await connection.QueryAsync<(string Name, string Definition)>(new CommandDefinition(sql, cancellationToken: cancellationToken));
        return [.. BenchmarkCatalog.All, .. stored.Select(row => StoredBenchmark.Of(row.Name, row.Definition)!)];
    }

    /// <summary>Keeps a definition; one that is here with the same content is left as it is.</summary>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="StorageException">Another definition has its name, or there are too many.</exception>
    public Task<bool> AddAsync(BenchmarkDefinition benchmark, CancellationToken cancellationToken)
    {
        var definition = DefinitionFile.Write(benchmark);
        return BenchmarkCatalog.Find(benchmark.Name) is { } own
            ? Task.FromResult(DefinitionFile.Write(own) == definition ? false : throw NameIsTaken(benchmark.Name, "comes with the project"))
            : StoreAsync(benchmark, definition, cancellationToken);
    }

    /// <summary>Removes a definition that no dataset stands on.</summary>
    /// <returns>False when there is none of that name.</returns>
    /// <exception cref="StorageException">Datasets stand on it, or it comes with the project.</exception>
    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
        BenchmarkCatalog.Find(name) is not null
            ? throw new StorageException($"The benchmark '{name}' comes with the project and stays.")
            : database.InTransactionAsync(
                async (connection, transaction) =>
                {
                    var datasets = await connection.QuerySingleAsync<int>("SELECT COUNT(*) FROM dataset WHERE benchmark = @name", new { name }, transaction);
                    return datasets == 0
                        ? await connection.ExecuteAsync("DELETE FROM benchmark WHERE name = @name", new { name }, transaction) > 0
                        : throw new StorageException($"{datasets} datasets stand on the benchmark '{name}'. Delete those first.");
                },
                cancellationToken);

    private Task<bool> StoreAsync(BenchmarkDefinition benchmark, string definition, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var present = await connection.QuerySingleOrDefaultAsync<string?>(
                    "SELECT definition FROM benchmark WHERE name = @Name", benchmark, transaction);
                if (present is not null)
                {
                    return present == definition ? false : throw NameIsTaken(benchmark.Name, "was brought in before");
                }

                if (await connection.QuerySingleAsync<int>("SELECT COUNT(*) FROM benchmark", transaction: transaction) >= Most)
                {
                    throw new StorageException($"There are {Most} benchmarks here, as many as are kept. Delete one first.");
                }

                await connection.ExecuteAsync(
                    """
                    INSERT INTO benchmark (name, title, definition, revision, imported_at)
                    VALUES (@Name, @Title, @definition, @revision, @now);
                    """,
                    new { benchmark.Name, benchmark.Title, definition, revision = RevisionOf(definition), now = clock.GetUtcNow() },
                    transaction);
                await Revision.BumpAsync(connection, transaction);
                return true;
            },
            cancellationToken);

    private static string RevisionOf(string definition) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition)));

    private static StorageException NameIsTaken(string name, string how) =>
        new($"Another definition of the name '{name}' {how}. Give yours a name of its own, or delete the other with its datasets first.");
}
