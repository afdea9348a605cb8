using System.Data.Common;
using Dapper;

namespace RewardBench2.Storage;

/// <summary>Results that others have published, with their source.</summary>
public sealed class ReportedScoreTable(Database database)
{
    /// <summary>Stores a publication; one of the same title is replaced when its content differs.</summary>
    /// <returns>Whether anything changed.</returns>
    public Task<bool> ImportAsync(
        NewReportSource source, IReadOnlyCollection<PublishedRow> rows, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            (connection, transaction) => ImportAsync(connection, transaction, source, rows, cancellationToken), cancellationToken);

    /// <summary>Stores publications of one model each, all of them or none.</summary>
    /// <returns>For each, whether anything changed.</returns>
    public Task<IReadOnlyList<bool>> ImportAsync(
        IReadOnlyList<(NewReportSource Source, PublishedRow Row)> reports, CancellationToken cancellationToken) =>
        database.InTransactionAsync<IReadOnlyList<bool>>(
            async (connection, transaction) =>
            {
                var changed = new List<bool>();
                foreach (var (source, row) in reports)
                {
                    changed.Add(await ImportAsync(connection, transaction, source, [row], cancellationToken));
                }

                return changed;
            },
            cancellationToken);

    /// <summary>Every figure of a benchmark (<c>rewardbench-2</c>, <c>rewardbench-1</c>), or of one model on any benchmark.</summary>
    public async Task<IReadOnlyList<PublishedScore>> ReadAsync(
        string? benchmark, long? modelId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT publication.benchmark, publication.title, publication.url, publication.retrieved_on,
                   model.model_id, model.name AS model, model.model_type, model.is_sweep,
                   published_score.name, published_score.score
            FROM published_score
            JOIN publication ON publication.publication_id = published_score.publication_id
            JOIN model ON model.model_id = published_score.model_id
            WHERE (CAST(@benchmark AS TEXT) IS NULL OR publication.benchmark = @benchmark)
              AND (CAST(@modelId AS BIGINT) IS NULL OR model.model_id = @modelId)
            ORDER BY publication.publication_id, model.model_id;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<PublishedScore>(
            new CommandDefinition(sql, new { benchmark, modelId }, cancellationToken: cancellationToken))).AsList();
    }

    private static async Task<bool> ImportAsync(
        DbConnection connection,
        DbTransaction transaction,
        NewReportSource source,
        IReadOnlyCollection<PublishedRow> rows,
        CancellationToken cancellationToken)
    {
        var present = await connection.QuerySingleOrDefaultAsync<string>(
            "SELECT revision FROM publication WHERE benchmark = @Benchmark AND title = @Title", source, transaction);
        if (present == source.Revision)
        {
            return false;
        }

        await connection.ExecuteAsync(
            "DELETE FROM publication WHERE benchmark = @Benchmark AND title = @Title", source, transaction);
        var publicationId = await connection.QuerySingleAsync<long>(
            """
            INSERT INTO publication (benchmark, title, url, retrieved_on, revision)
            VALUES (@Benchmark, @Title, @Url, @RetrievedOn, @Revision)
            RETURNING publication_id;
            """,
            source,
            transaction);

        var figures = new List<object?[]>();
        foreach (var row in rows)
        {
            var modelId = await ModelTable.EnsureAsync(connection, transaction, row.Model, row.ModelType, row.IsSweep);
            figures.AddRange(row.Scores.Select(score => new object?[] { publicationId, modelId, score.Key, score.Value }));
        }

        await BulkInsert.ExecuteAsync(
            connection,
            transaction,
            "published_score (publication_id, model_id, name, score)",
            figures,
            cancellationToken);
        await Revision.BumpAsync(connection, transaction);
        return true;
    }
}

/// <summary>Where published results come from.</summary>
/// <param name="Benchmark"><c>rewardbench-2</c> or <c>rewardbench-1</c>.</param>
/// <param name="Revision">SHA-256 of the file, to see whether it changed.</param>
public sealed record NewReportSource(string Benchmark, string Title, string? Url, string? RetrievedOn, string Revision);

/// <summary>One model's published figures.</summary>
/// <param name="Scores">Fractions by the subset's or section's name; <c>Average</c> as the source states it.</param>
public sealed record PublishedRow(
    string Model, string ModelType, bool IsSweep, IReadOnlyDictionary<string, double> Scores);

/// <summary>One published figure with its source.</summary>
public sealed record PublishedScore
{
    public required string Benchmark { get; init; }
    public required string Title { get; init; }
    public required string? Url { get; init; }
    public required string? RetrievedOn { get; init; }
    public required long ModelId { get; init; }
    public required string Model { get; init; }
    public required string ModelType { get; init; }
    public required bool IsSweep { get; init; }
    public required string Name { get; init; }
    public required double Score { get; init; }
}
