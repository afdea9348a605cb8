using System.Globalization;
using Dapper;

namespace RewardBench2.Storage;

/// <summary>Reads what the prompt explorer keeps in memory: prompts in outline, and every public run's rewards.</summary>
public sealed class ExplorerTable(Database database)
{
    /// <summary>The length of the excerpt of a prompt, in characters.</summary>
    public const int ExcerptLength = 240;

    /// <summary>A dataset's prompts in dataset order, each with the outline of its completions.</summary>
    public async Task<IReadOnlyList<PromptOutline>> ReadPromptsAsync(long datasetId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT prompt_id, position, id, subset, SUBSTR(text, 1, @ExcerptLength) AS excerpt, LENGTH(text) AS length, chosen_count, metadata
            FROM prompt
            WHERE dataset_id = @datasetId
            ORDER BY position;

            SELECT completion.prompt_id, completion.generated_by, LENGTH(completion.text) AS length
            FROM completion
            JOIN prompt ON prompt.prompt_id = completion.prompt_id
            WHERE prompt.dataset_id = @datasetId
            ORDER BY completion.prompt_id, completion.position;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, new { datasetId, ExcerptLength }, cancellationToken: cancellationToken));
        var prompts = (await results.ReadAsync<PromptOutline>()).AsList();
        var completions = (await results.ReadAsync<CompletionOutline>()).ToLookup(completion => completion.PromptId);
        return [.. prompts.Select(prompt => prompt with { Completions = [.. completions[prompt.PromptId]] })];
    }

    /// <summary>Everything a run says, prompt by prompt, in no order.</summary>
    public async Task<IReadOnlyList<ExplorerScore>> ReadScoresAsync(string runId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT prompt_id, rewards, result, CASE WHEN error IS NULL THEN 0 ELSE 1 END,
                   CASE WHEN EXISTS (SELECT 1
                                     FROM judgement
                                     WHERE judgement.run_id = prompt_score.run_id
                                       AND judgement.prompt_id = prompt_score.prompt_id
                                       AND judgement.outcome <> 'parsed')
                        THEN 1 ELSE 0 END
            FROM prompt_score
            WHERE run_id = @runId;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        await using var reader = await connection.ExecuteReaderAsync(
            new CommandDefinition(sql, new { runId }, cancellationToken: cancellationToken));

        // By hand: at 200 runs of 1,865 prompts a mapper's share is most of the time.
        var scores = new List<ExplorerScore>();
        while (await reader.ReadAsync(cancellationToken))
        {
            scores.Add(new ExplorerScore(
                reader.GetInt64(0),
                RewardsBlob.Read(reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1)),
                reader.IsDBNull(2) ? null : reader.GetDouble(2),
                HasFailed: Convert.ToInt64(reader.GetValue(3), CultureInfo.InvariantCulture) != 0,
                IsUnread: Convert.ToInt64(reader.GetValue(4), CultureInfo.InvariantCulture) != 0));
        }

        return scores;
    }
}

/// <summary>A prompt without its full text.</summary>
public sealed record PromptOutline
{
    public required long PromptId { get; init; }
    public required int Position { get; init; }
    public required string Id { get; init; }
    public required string Subset { get; init; }

    /// <summary>The first <see cref="ExplorerTable.ExcerptLength"/> characters.</summary>
    public required string Excerpt { get; init; }

    /// <summary>In characters.</summary>
    public required int Length { get; init; }
    public required int ChosenCount { get; init; }
    public required string? Metadata { get; init; }

    /// <summary>Chosen ones first.</summary>
    public IReadOnlyList<CompletionOutline> Completions { get; init; } = [];
}

/// <summary>A completion without its text.</summary>
public sealed record CompletionOutline
{
    public required long PromptId { get; init; }
    public required string? GeneratedBy { get; init; }

    /// <summary>In characters.</summary>
    public required int Length { get; init; }
}

/// <summary>One prompt's score in a run.</summary>
/// <param name="Rewards">One per completion, chosen ones first; empty where there are none.</param>
/// <param name="Result">A fraction; <c>null</c> in Ties and on failure.</param>
/// <param name="HasFailed">There is no result.</param>
/// <param name="IsUnread">No verdict could be read from an answer of the judge; the result is what guessing earns.</param>
public readonly record struct ExplorerScore(long PromptId, double[] Rewards, double? Result, bool HasFailed, bool IsUnread);
