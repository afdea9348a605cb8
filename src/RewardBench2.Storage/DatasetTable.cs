using System.Data.Common;
using Dapper;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Storage;

/// <summary>The datasets that models are scored on, with their prompts and completions.</summary>
public sealed class DatasetTable(Database database)
{
    public async Task<IReadOnlyList<DatasetRow>> ReadAllAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT dataset_id, dataset.name, dataset.title, kind, dataset.benchmark AS benchmark_name, COALESCE(dataset.definition, benchmark.definition) AS benchmark_text,
                   dataset.revision, source, licence, prompt_count, dataset.imported_at
            FROM dataset
            LEFT JOIN benchmark ON benchmark.name = dataset.benchmark
            ORDER BY dataset_id;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<DatasetRow>(new CommandDefinition(sql, cancellationToken: cancellationToken))).AsList();
    }

    public async Task<DatasetRow?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await ReadAllAsync(cancellationToken)).FirstOrDefault(row => row.Name == name);

    /// <summary>Adds a dataset, or replaces one of the same name that nobody's run stands on.</summary>
    /// <param name="replaceRuns">Replace even where runs of builders stand on the old prompts; those runs are deleted.</param>
    /// <returns>Whether anything changed; false when the same content is there already.</returns>
    /// <exception cref="StorageException">A dataset of that name with other prompts is there, and runs stand on it.</exception>
    public Task<bool> ImportAsync(
        NewDataset dataset, IReadOnlyList<Prompt> prompts, bool replaceRuns, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var present = await connection.QuerySingleOrDefaultAsync<(long DatasetId, string Revision)>(
                    "SELECT dataset_id, revision FROM dataset WHERE name = @Name", dataset, transaction);
                if (present.Revision == dataset.Revision)
                {
                    return false;
                }

                if (present.Revision is not null)
                {
                    await RemoveAsync(connection, transaction, present.DatasetId, dataset.Name, replaceRuns);
                }

                var datasetId = await InsertAsync(connection, transaction, dataset, prompts, cancellationToken);
                await PromptSearchTable.FillAsync(database, connection, transaction, datasetId);
                await Revision.BumpAsync(connection, transaction);
                return true;
            },
            cancellationToken);

    /// <summary>Deletes a dataset with its prompts, their flags, and every run that stands on it.</summary>
    /// <returns>False when there is no such dataset.</returns>
    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                var datasetId = await connection.QuerySingleOrDefaultAsync<long?>(
                    "SELECT dataset_id FROM dataset WHERE name = @name", new { name }, transaction);
                if (datasetId is not { } known)
                {
                    return false;
                }

                await RemoveAsync(connection, transaction, known, name, replaceRuns: true);
                await Revision.BumpAsync(connection, transaction);
                return true;
            },
            cancellationToken);

    /// <summary>What would be lost with a dataset.</summary>
    public async Task<DatasetUse> ReadUseAsync(long datasetId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT (SELECT COUNT(*) FROM run WHERE dataset_id = @datasetId AND backend_kind <> 'baseline') AS runs,
                   (SELECT COUNT(*) FROM run WHERE dataset_id = @datasetId AND backend_kind = 'baseline') AS baseline_runs,
                   (SELECT COUNT(*)
                    FROM prompt_flag
                    JOIN prompt ON prompt.prompt_id = prompt_flag.prompt_id
                    WHERE prompt.dataset_id = @datasetId) AS flags;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<DatasetUse>(
            new CommandDefinition(sql, new { datasetId }, cancellationToken: cancellationToken));
    }

    private static string? OwnDefinition(BenchmarkDefinition? benchmark, IReadOnlyList<Prompt> prompts) => benchmark is { WeightsByPrompts: true }
        ? DefinitionFile.Write(benchmark.WeightedBy(prompts.CountBy(prompt => prompt.Subset).ToDictionary()))
        : null;

    private static async Task RemoveAsync(
        DbConnection connection, DbTransaction transaction, long datasetId, string name, bool replaceRuns)
    {
        var runs = await connection.QuerySingleAsync<int>(
            "SELECT COUNT(*) FROM run WHERE dataset_id = @datasetId AND backend_kind <> 'baseline'", new { datasetId }, transaction);
        if (runs > 0 && !replaceRuns)
        {
            throw new StorageException(
                $"Dataset '{name}' is here already with other prompts, and {runs} runs stand on it. Import under another name with --name, or replace it and delete those runs with --replace.");
        }

        await connection.ExecuteAsync(
            """
            DELETE FROM run WHERE dataset_id = @datasetId;
            DELETE FROM dataset WHERE dataset_id = @datasetId;
            """,
            new { datasetId },
            transaction);
    }

    private static async Task<long> InsertAsync(
        DbConnection connection,
        DbTransaction transaction,
        NewDataset dataset,
        IReadOnlyList<Prompt> prompts,
        CancellationToken cancellationToken)
    {
        var datasetId = await connection.QuerySingleAsync<long>(
            """
            INSERT INTO dataset (name, title, kind, benchmark, definition, revision, source, licence, prompt_count, imported_at)
            VALUES (@Name, @Title, @Kind, @Benchmark, @Definition, @Revision, @Source, @Licence, @PromptCount, @ImportedAt)
            RETURNING dataset_id;
            """,
            new
            {
                dataset.Name,
                dataset.Title,
                dataset.Kind,
                Benchmark = dataset.Benchmark?.Name,
                Definition = OwnDefinition(dataset.Benchmark, prompts),
                dataset.Revision,
                dataset.Source,
                dataset.Licence,
                PromptCount = prompts.Count,
                dataset.ImportedAt,
            },
            transaction);

        await BulkInsert.ExecuteAsync(
            connection,
            transaction,
            "prompt (dataset_id, position, id, subset, text, chosen_count, completion_count, metadata, earlier_turns, cluster)",
            prompts.Select((prompt, position) => new object?[]
            {
                datasetId, position, prompt.Id, prompt.Subset, prompt.Text, prompt.ChosenCount, prompt.Completions.Count, prompt.Metadata,
                TurnsText.Write(prompt.EarlierTurns), prompt.Cluster,
            }),
            cancellationToken);

        var promptIds = (await connection.QueryAsync<long>(
            "SELECT prompt_id FROM prompt WHERE dataset_id = @datasetId ORDER BY position", new { datasetId }, transaction)).AsList();
        await BulkInsert.ExecuteAsync(
            connection,
            transaction,
            "completion (prompt_id, position, text, is_chosen, generated_by, answer)",
            prompts.SelectMany((prompt, at) => prompt.Completions.Select((completion, position) => new object?[]
            {
                promptIds[at], position, completion.Text, completion.IsChosen, completion.GeneratedBy, completion.Answer,
            })),
            cancellationToken);
        return datasetId;
    }
}

/// <summary>A dataset as it is stored.</summary>
public sealed record DatasetRow
{
    public required long DatasetId { get; init; }
    public required string Name { get; init; }
    public required string Title { get; init; }

    /// <summary><c>benchmark</c> or <c>candidates</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What its prompts are of, by name; <c>null</c> for candidates.</summary>
    public string? BenchmarkName { get; init; }

    /// <summary>The benchmark's definition as it was brought in, or as the dataset's prompts weigh it; <c>null</c> for the project's own.</summary>
    public string? BenchmarkText { get; init; }

    /// <summary>What its prompts are of; <c>null</c> for candidates.</summary>
    public BenchmarkDefinition? Benchmark => StoredBenchmark.Of(BenchmarkName, BenchmarkText);

    /// <summary>SHA-256 of the prompts, independent of the file's format.</summary>
    public required string Revision { get; init; }
    public required string Source { get; init; }
    public required string? Licence { get; init; }
    public required int PromptCount { get; init; }
    public required DateTimeOffset ImportedAt { get; init; }
}

/// <summary>A dataset about to be stored.</summary>
public sealed record NewDataset(
    string Name, string Title, string Kind, string Revision, string Source, string? Licence, DateTimeOffset ImportedAt)
{
    /// <summary>What its prompts are of; <c>null</c> for candidates. Defaults to RewardBench 2 for a benchmark.</summary>
    public BenchmarkDefinition? Benchmark { get; init; } = Kind == StoredDatasetKind.Benchmark ? BenchmarkCatalog.RewardBench2 : null;
}

/// <summary>What stands on a dataset.</summary>
public sealed record DatasetUse
{
    /// <summary>Runs that builders submitted.</summary>
    public required int Runs { get; init; }
    public required int BaselineRuns { get; init; }
    public required int Flags { get; init; }
}
