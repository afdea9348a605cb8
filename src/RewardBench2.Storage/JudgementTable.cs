using Dapper;

namespace RewardBench2.Storage;

/// <summary>What judges said, word by word.</summary>
public sealed class JudgementTable(Database database)
{
    private const string Columns = """
        judgement.run_id, judgement.prompt_id, completion_position, shown_order, seed, judgement.request, text, finish_reason,
        outcome, verdict, input_tokens, output_tokens, milliseconds
        """;

    /// <summary>What the judges of public runs said of one prompt.</summary>
    public async Task<IReadOnlyList<JudgementRow>> ReadOfPromptAsync(long promptId, CancellationToken cancellationToken)
    {
        const string sql = $"""
            SELECT {Columns}
            FROM judgement
            JOIN run ON run.run_id = judgement.run_id
            WHERE judgement.prompt_id = @promptId
              AND run.state = 'finished'
              AND run.publication = 'public'
            ORDER BY judgement_id;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<JudgementRow>(
            new CommandDefinition(sql, new { promptId }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>How a run's judgements were read: how many of each outcome.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountOutcomesAsync(string runId, CancellationToken cancellationToken)
    {
        const string sql = "SELECT outcome, COUNT(*) AS count FROM judgement WHERE run_id = @runId GROUP BY outcome";
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<(string Outcome, long Count)>(
            new CommandDefinition(sql, new { runId }, cancellationToken: cancellationToken)))
            .ToDictionary(row => row.Outcome, row => (int)row.Count);
    }
}

/// <summary>One answer of a judge as it is stored.</summary>
public sealed record JudgementRow
{
    public string RunId { get; init; } = "";
    public long PromptId { get; init; }

    /// <summary>Which completion was rated; <c>null</c> when all were ranked in one request.</summary>
    public int? CompletionPosition { get; init; }

    /// <summary>For a ranking: the completions' positions in the order shown.</summary>
    public string? ShownOrder { get; init; }
    public long? Seed { get; init; }

    /// <summary>The messages as they were sent, as JSON.</summary>
    public required string Request { get; init; }

    /// <summary>The judge's raw words.</summary>
    public required string Text { get; init; }
    public string? FinishReason { get; init; }

    /// <summary><c>parsed</c>, <c>unparsed</c>, <c>truncated</c> or <c>refused</c>.</summary>
    public required string Outcome { get; init; }
    public string? Verdict { get; init; }
    public long? InputTokens { get; init; }
    public long? OutputTokens { get; init; }
    public double Milliseconds { get; init; }
}
