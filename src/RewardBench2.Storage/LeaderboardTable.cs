using Dapper;

namespace RewardBench2.Storage;

/// <summary>Reads what the leaderboard is made of: each model's newest public run on a dataset.</summary>
public sealed class LeaderboardTable(Database database)
{
    public async Task<IReadOnlyList<BoardRun>> ReadRunsAsync(string dataset, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT run_id, model_id, model, model_type, provenance, backend_kind, is_verified, average, average_low, average_high,
                   finished_at, runs_made
            FROM (
              SELECT run.run_id, run.model_id, model.name AS model, run.model_type, run.provenance, run.backend_kind, run.is_verified,
                     run.average, run.average_low, run.average_high, run.finished_at,
                     ROW_NUMBER() OVER (PARTITION BY run.model_id, run.provenance ORDER BY run.finished_at DESC, run.run_id) AS newest,
                     (SELECT COUNT(*)
                      FROM run AS other
                      WHERE other.model_id = run.model_id
                        AND other.dataset_id = run.dataset_id) AS runs_made
              FROM run
              JOIN model ON model.model_id = run.model_id
              JOIN dataset ON dataset.dataset_id = run.dataset_id
              WHERE dataset.name = @dataset
                AND run.state = 'finished'
                AND run.publication = 'public'
            ) AS public_run
            WHERE newest = 1;

            SELECT run_score.run_id, run_score.subset, run_score.score, run_score.low, run_score.high, run_score.prompts
            FROM run_score
            JOIN run ON run.run_id = run_score.run_id
            JOIN dataset ON dataset.dataset_id = run.dataset_id
            WHERE dataset.name = @dataset
              AND run.state = 'finished'
              AND run.publication = 'public';
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, new { dataset }, cancellationToken: cancellationToken));
        var runs = (await results.ReadAsync<BoardRun>()).AsList();
        var scores = (await results.ReadAsync<RunScore>()).ToLookup(score => score.RunId);
        return [.. runs.Select(run => run with { Scores = [.. scores[run.RunId]] })];
    }

    /// <summary>One run's subset scores; empty until it is finished.</summary>
    public async Task<IReadOnlyList<RunScore>> ReadScoresAsync(string runId, CancellationToken cancellationToken)
    {
        const string sql = "SELECT run_id, subset, score, low, high, prompts FROM run_score WHERE run_id = @runId";
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<RunScore>(
            new CommandDefinition(sql, new { runId }, cancellationToken: cancellationToken))).AsList();
    }
}

/// <summary>A public run on a dataset.</summary>
public sealed record BoardRun
{
    public required string RunId { get; init; }
    public required long ModelId { get; init; }
    public required string Model { get; init; }
    public required string ModelType { get; init; }
    public required string Provenance { get; init; }
    public required string BackendKind { get; init; }

    /// <summary>Whether an admin, or the site itself, answers for it.</summary>
    public bool IsVerified { get; init; }
    public required double? Average { get; init; }
    public required double? AverageLow { get; init; }
    public required double? AverageHigh { get; init; }
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>How many runs of this model were made here on this dataset, whether public or not.</summary>
    public required int RunsMade { get; init; }
    public IReadOnlyList<RunScore> Scores { get; init; } = [];
}

/// <summary>A subset's score of a run, with its 95 % interval.</summary>
public sealed record RunScore
{
    public required string RunId { get; init; }
    public required string Subset { get; init; }
    public required double Score { get; init; }
    public required double? Low { get; init; }
    public required double? High { get; init; }
    public required int Prompts { get; init; }
}
