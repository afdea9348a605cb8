using System.Data.Common;
using Dapper;
using RewardBench2.Benchmark;

namespace RewardBench2.Storage;

/// <summary>Every run's rewards and results, prompt by prompt.</summary>
public sealed class PromptScoreTable(Database database, RunTable runs)
{
    /// <summary>Stores some prompts' scores for the run's holder; a prompt stored before is left as it is.</summary>
    /// <exception cref="LeaseLostException">The run was taken over, paused or cancelled meanwhile; nothing was stored.</exception>
    public Task StoreAsync(RunLease lease, IReadOnlyCollection<NewPromptScore> scores, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async (connection, transaction) =>
            {
                // The heartbeat comes first: it locks the run's row, so that a takeover waits, and tells whether the hold is lost.
                var held = await connection.ExecuteAsync(
                    "UPDATE run SET heartbeat = heartbeat + 1 WHERE run_id = @RunId AND fence = @Fence", lease, transaction);
                if (held == 0)
                {
                    throw new LeaseLostException(lease.RunId);
                }

                await InsertAsync(connection, transaction, lease, await NewOnesAsync(connection, transaction, lease, scores), cancellationToken);
            },
            Database.WorkersLockWait,
            cancellationToken);

    // Where a connection broke after its commit and before its answer, the same scores come again.
    private static async Task<IReadOnlyCollection<NewPromptScore>> NewOnesAsync(
        DbConnection connection, DbTransaction transaction, RunLease lease, IReadOnlyCollection<NewPromptScore> scores)
    {
        var known = new HashSet<long>();
        foreach (var block in scores.Chunk(100))
        {
            var (list, parameters) = ParameterList.From([.. block.Select(score => score.PromptId)]);
            parameters.Add("runId", lease.RunId);
            known.UnionWith(await connection.QueryAsync<long>(
                $"SELECT prompt_id FROM prompt_score WHERE run_id = @runId AND prompt_id IN ({list})", parameters, transaction));
        }

        return known.Count == 0 ? scores : [.. scores.Where(score => !known.Contains(score.PromptId))];
    }

    internal static async Task InsertAsync(
        DbConnection connection,
        DbTransaction transaction,
        RunLease lease,
        IReadOnlyCollection<NewPromptScore> scores,
        CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            """
            UPDATE run
            SET prompts_scored = prompts_scored + @scored, prompts_failed = prompts_failed + @failed, deaths = 0
            WHERE run_id = @RunId;
            """,
            new
            {
                lease.RunId,
                scored = scores.Count(score => score.Error is null),
                failed = scores.Count(score => score.Error is not null),
            },
            transaction);
        await BulkInsert.ExecuteAsync(
            connection,
            transaction,
            "prompt_score (run_id, prompt_id, rewards, result, error)",
            scores.Select(score => new object?[]
            {
                lease.RunId, score.PromptId, RewardsBlob.Write(score.Rewards), score.Result, score.Error,
            }),
            cancellationToken);
        await BulkInsert.ExecuteAsync(
            connection,
            transaction,
            "judgement (run_id, prompt_id, completion_position, shown_order, seed, request, text, finish_reason, outcome, reason, verdict, input_tokens, output_tokens, milliseconds)",
            scores.SelectMany(score => score.Judgements.Select(said => new object?[]
            {
                lease.RunId, score.PromptId, said.CompletionPosition, said.ShownOrder, said.Seed, said.Request, said.Text,
                said.FinishReason, said.Outcome, said.Reason, said.Verdict, said.InputTokens, said.OutputTokens, said.Milliseconds,
            })),
            cancellationToken);
    }

    /// <summary>Stores a finished run's subset scores and average.</summary>
    /// <exception cref="LeaseLostException">The run was taken over, paused or cancelled meanwhile; nothing was stored.</exception>
    public Task FinishAsync(RunLease lease, RunResult result, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            (connection, transaction) => MarkFinishedAsync(connection, transaction, lease, result, now, cancellationToken), cancellationToken);

    internal async Task MarkFinishedAsync(
        DbConnection connection, DbTransaction transaction, RunLease lease, RunResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var held = await connection.ExecuteAsync(
            """
            UPDATE run
            SET state = 'finished', reason = NULL, owner = NULL, secret = NULL, finished_at = @now,
                average = @Average, average_low = @AverageLow, average_high = @AverageHigh
            WHERE run_id = @RunId
              AND fence = @Fence;
            """,
            new { lease.RunId, lease.Fence, now, result.Average, result.AverageLow, result.AverageHigh },
            transaction);
        if (held == 0)
        {
            throw new LeaseLostException(lease.RunId);
        }

        await connection.ExecuteAsync(
            "DELETE FROM run_score WHERE run_id = @RunId; DELETE FROM response_cache WHERE run_id = @RunId;", lease, transaction);
        await BulkInsert.ExecuteAsync(
            connection,
            transaction,
            "run_score (run_id, subset, score, low, high, prompts)",
            result.Subsets.Select(subset => new object?[]
            {
                lease.RunId, subset.Subset, subset.Score, subset.Low, subset.High, subset.Prompts,
            }),
            cancellationToken);
        await runs.AddEventAsync(connection, transaction, lease.RunId, RunState.Finished, cause: result.Cause, RunParty.Worker);
        await Revision.BumpAsync(connection, transaction);
    }

    /// <summary>A run's scores so far, in dataset order.</summary>
    public async Task<IReadOnlyList<PromptScore>> ReadOfRunAsync(string runId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT prompt_score.prompt_id, prompt.position, prompt.id, prompt.subset, prompt.chosen_count, prompt.cluster,
                   prompt_score.rewards AS blob, prompt_score.result, prompt_score.error
            FROM prompt_score
            JOIN prompt ON prompt.prompt_id = prompt_score.prompt_id
            WHERE prompt_score.run_id = @runId
            ORDER BY prompt.position;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<PromptScore>(
            new CommandDefinition(sql, new { runId }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Prompts that a run could not score, with the reason, in dataset order.</summary>
    public async Task<IReadOnlyList<FailedPrompt>> ReadFailedAsync(string runId, int take, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT prompt.id, prompt.subset, prompt_score.error
            FROM prompt_score
            JOIN prompt ON prompt.prompt_id = prompt_score.prompt_id
            WHERE prompt_score.run_id = @runId
              AND prompt_score.error IS NOT NULL
            ORDER BY prompt.position
            LIMIT @take;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<FailedPrompt>(
            new CommandDefinition(sql, new { runId, take }, cancellationToken: cancellationToken))).AsList();
    }
}

/// <summary>One prompt's score about to be stored.</summary>
/// <param name="Rewards">One per completion, in dataset order; empty where a judge's file reports only the result, or on failure.</param>
/// <param name="Result">A fraction; <c>null</c> for prompts of Ties and on failure.</param>
/// <param name="Error">Why the prompt could not be scored; <c>null</c> when it was.</param>
public sealed record NewPromptScore(long PromptId, IReadOnlyList<double> Rewards, double? Result, string? Error = null)
{
    /// <summary>The judgements of the prompt; empty for other backends.</summary>
    public IReadOnlyList<JudgementRow> Judgements { get; init; } = [];
}

/// <summary>One prompt's score as it is stored, with what scoring needs to know of the prompt.</summary>
public sealed record PromptScore
{
    public required long PromptId { get; init; }
    public required int Position { get; init; }
    public required string Id { get; init; }
    public required string Subset { get; init; }
    public required int ChosenCount { get; init; }

    /// <summary>What prompts of one cluster share; <c>null</c> where each stands for itself.</summary>
    public string? Cluster { get; init; }
    public required byte[]? Blob { get; init; }
    public required double? Result { get; init; }
    public required string? Error { get; init; }

    /// <summary>One reward per completion, in dataset order; empty where there are none.</summary>
    public double[] Rewards => RewardsBlob.Read(Blob);

    /// <summary>What would be read back of a score that is about to be stored.</summary>
    public static PromptScore From(PromptRow prompt, NewPromptScore score) => new()
    {
        PromptId = prompt.PromptId,
        Position = prompt.Position,
        Id = prompt.Id,
        Subset = prompt.Subset,
        ChosenCount = prompt.ChosenCount,
        Cluster = prompt.Cluster,
        Blob = RewardsBlob.Write(score.Rewards),
        Result = score.Result,
        Error = score.Error,
    };

    /// <summary>For scoring; only for prompts that did not fail.</summary>
    public ScoredPrompt ToScoredPrompt(BenchmarkDefinition benchmark) => new(
        Id,
        benchmark.SubsetNamed(Subset) ?? throw new InvalidOperationException($"'{Subset}' is not a subset of {benchmark.Title}."),
        Rewards,
        ChosenCount,
        Result,
        Cluster);
}

/// <summary>A prompt that a run could not score.</summary>
public sealed record FailedPrompt
{
    public required string Id { get; init; }
    public required string Subset { get; init; }

    /// <summary>The reason, written for the run's owner; it may quote the endpoint.</summary>
    public required string Error { get; init; }
}

/// <summary>A finished run's scores.</summary>
/// <param name="Subsets">Scores by name: of subsets, and of a benchmark's sections and further measures.</param>
/// <param name="Average">The benchmark's average; <c>null</c> when a subset is absent.</param>
/// <param name="Cause">How the run came to its end, for the timeline.</param>
public sealed record RunResult(
    IReadOnlyList<SubsetScore> Subsets, double? Average, double? AverageLow, double? AverageHigh, string Cause);

/// <summary>A subset's score with its 95 % interval.</summary>
/// <param name="Prompts">How many prompts it rests on.</param>
public sealed record SubsetScore(string Subset, double Score, double? Low, double? High, int Prompts);
