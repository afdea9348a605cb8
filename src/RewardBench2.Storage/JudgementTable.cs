using Dapper;

namespace RewardBench2.Storage;

/// <summary>What judges said, word by word.</summary>
public sealed class JudgementTable(Database database)
{
    private const string Columns = """
        judgement.run_id, judgement.prompt_id, completion_position, shown_order, seed, judgement.request, text, finish_reason,
        outcome, judgement.reason, verdict, input_tokens, output_tokens, milliseconds
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

    /// <summary>How a run's answers were read: how many of each outcome, by subset.</summary>
    public async Task<IReadOnlyList<OutcomeCount>> CountOutcomesAsync(string runId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT prompt.subset, judgement.outcome, COUNT(*) AS count
            FROM judgement
            JOIN prompt ON prompt.prompt_id = judgement.prompt_id
            WHERE judgement.run_id = @runId
            GROUP BY prompt.subset, judgement.outcome;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<OutcomeCount>(
            new CommandDefinition(sql, new { runId }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>A run's rankings without the judge's texts, in the order asked; a prompt asked in both orders has two in a row.</summary>
    public async Task<IReadOnlyList<RankingRow>> ReadRankingsAsync(string runId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT prompt_id, shown_order, verdict
            FROM judgement
            WHERE run_id = @runId
              AND shown_order IS NOT NULL
            ORDER BY prompt_id, judgement_id;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<RankingRow>(
            new CommandDefinition(sql, new { runId }, cancellationToken: cancellationToken))).AsList();
    }
}

/// <summary>How many answers on a subset's prompts had an outcome.</summary>
public sealed record OutcomeCount
{
    public required string Subset { get; init; }

    /// <inheritdoc cref="JudgementRow.Outcome"/>
    public required string Outcome { get; init; }
    public required int Count { get; init; }
}

/// <summary>One ranking of a prompt's completions.</summary>
public sealed record RankingRow
{
    public required long PromptId { get; init; }

    /// <inheritdoc cref="JudgementRow.ShownOrder"/>
    public required string ShownOrder { get; init; }

    /// <summary><c>A</c> for the completion shown first, and so on; <c>null</c> when none could be read.</summary>
    public required string? Verdict { get; init; }
}

/// <summary>One answer of a judge, and how it was read.</summary>
public sealed record JudgementRow
{
    public string RunId { get; init; } = "";
    public long PromptId { get; init; }

    /// <summary>Which completion was rated; <c>null</c> when all were ranked in one request.</summary>
    public int? CompletionPosition { get; init; }

    /// <summary>For a ranking: the completions' positions in the order shown.</summary>
    public string? ShownOrder { get; init; }

    /// <summary>The seed that drew the order.</summary>
    public long? Seed { get; init; }

    /// <summary>The messages as they were sent, as JSON.</summary>
    public required string Request { get; init; }

    /// <summary>The judge's raw text, kept whole so that a reader can check the verdict; empty when the server sent none.</summary>
    public required string Text { get; init; }

    /// <summary>Why the server stopped, in its own word, such as <c>stop</c> or <c>length</c>.</summary>
    public string? FinishReason { get; init; }

    /// <summary><c>parsed</c>, <c>unparsed</c>, <c>truncated</c>, <c>refused</c>, <c>too-long</c> or <c>unanswered</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why there is no verdict, in a plain sentence; <c>null</c> when there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>The verdict as read: a letter for a ranking, a number for a rating; <c>null</c> when there is none.</summary>
    public string? Verdict { get; init; }
    public long? InputTokens { get; init; }
    public long? OutputTokens { get; init; }

    /// <summary>How long the judge took.</summary>
    public double Milliseconds { get; init; }
}
