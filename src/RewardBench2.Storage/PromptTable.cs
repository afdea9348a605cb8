using Dapper;
using RewardBench2.Benchmark;

namespace RewardBench2.Storage;

/// <summary>Prompts and completions.</summary>
public sealed class PromptTable(Database database)
{
    /// <summary>A dataset's prompts without their completions, in dataset order.</summary>
    public async Task<IReadOnlyList<PromptRow>> ReadAllAsync(long datasetId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT prompt_id, position, id, subset, text, chosen_count, completion_count, metadata, earlier_turns, cluster
            FROM prompt
            WHERE dataset_id = @datasetId
            ORDER BY position;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<PromptRow>(
            new CommandDefinition(sql, new { datasetId }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>How many prompts each of a dataset's subsets has.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(long datasetId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT subset, COUNT(*) AS prompts
            FROM prompt
            WHERE dataset_id = @datasetId
            GROUP BY subset;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<(string Subset, long Prompts)>(
            new CommandDefinition(sql, new { datasetId }, cancellationToken: cancellationToken))).ToDictionary(row => row.Subset, row => (int)row.Prompts);
    }

    /// <summary>One prompt with its completions; <c>null</c> when the dataset has none of that id.</summary>
    public async Task<(PromptRow Row, Prompt Prompt)?> FindAsync(long datasetId, string id, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT prompt_id, position, id, subset, text, chosen_count, completion_count, metadata, earlier_turns, cluster
            FROM prompt
            WHERE dataset_id = @datasetId
              AND id = @id;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<PromptRow>(
            new CommandDefinition(sql, new { datasetId, id }, cancellationToken: cancellationToken));
        if (row is null)
        {
            return null;
        }

        var whole = await ReadWholeAsync([row], cancellationToken);
        return (row, whole[0]);
    }

    /// <summary>Some prompts with their completions, in the order given.</summary>
    /// <param name="promptIds">At most a few hundred; each must exist.</param>
    public async Task<IReadOnlyList<Prompt>> ReadSomeAsync(IReadOnlyList<long> promptIds, CancellationToken cancellationToken)
    {
        if (promptIds.Count == 0)
        {
            return [];
        }

        var (list, parameters) = ParameterList.From(promptIds);
        var sql = $"""
            SELECT prompt_id, position, id, subset, text, chosen_count, completion_count, metadata, earlier_turns, cluster
            FROM prompt
            WHERE prompt_id IN ({list});
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<PromptRow>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).ToDictionary(row => row.PromptId);
        return await ReadWholeAsync([.. promptIds.Select(promptId => rows[promptId])], cancellationToken);
    }

    /// <summary>The given prompts with their completions, in the order given.</summary>
    public async Task<IReadOnlyList<Prompt>> ReadWholeAsync(IReadOnlyList<PromptRow> rows, CancellationToken cancellationToken)
    {
        var prompts = new List<Prompt>(rows.Count);
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var block in rows.Chunk(500))
        {
            var (list, parameters) = ParameterList.From([.. block.Select(row => row.PromptId)]);
            var sql = $"""
                SELECT prompt_id, text, is_chosen, generated_by, answer
                FROM completion
                WHERE prompt_id IN ({list})
                ORDER BY prompt_id, position;
                """;
            var completions = (await connection.QueryAsync<CompletionRow>(
                new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)))
                .ToLookup(completion => completion.PromptId);
            prompts.AddRange(block.Select(row => new Prompt(
                row.Id,
                row.Subset,
                row.Text,
                [.. completions[row.PromptId].Select(completion => new Completion(
                    completion.Text, completion.IsChosen, completion.GeneratedBy, completion.Answer))],
                row.Metadata)
                {
                    EarlierTurns = TurnsText.Read(row.EarlierTurns),
                    Cluster = row.Cluster,
                }));
        }

        return prompts;
    }

    /// <summary>Which completions of each prompt are right, and what they answer, in dataset order: for best-of-N.</summary>
    public async Task<IReadOnlyList<PromptLabels>> ReadLabelsAsync(long datasetId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT completion.prompt_id, prompt.id, prompt.subset, completion.is_chosen, completion.answer
            FROM completion
            JOIN prompt ON prompt.prompt_id = completion.prompt_id
            WHERE prompt.dataset_id = @datasetId
            ORDER BY prompt.position, completion.position;
            """;

        await using var connection = await database.OpenAsync(cancellationToken);
        var labels = await connection.QueryAsync<LabelRow>(
            new CommandDefinition(sql, new { datasetId }, cancellationToken: cancellationToken));
        return
        [
            .. labels.GroupBy(label => label.PromptId).Select(own => new PromptLabels(
                own.Key,
                own.First().Id,
                own.First().Subset,
                [.. own.Select(label => label.IsChosen)],
                [.. own.Select(label => label.Answer)])),
        ];
    }

    // Dapper expands "IN @ids" on SQLite but not on PostgreSQL; parameters of our own serve both.
    private sealed record LabelRow
    {
        public required long PromptId { get; init; }
        public required string Id { get; init; }
        public required string Subset { get; init; }
        public required bool IsChosen { get; init; }
        public required string? Answer { get; init; }
    }

    private sealed record CompletionRow
    {
        public required long PromptId { get; init; }
        public required string Text { get; init; }
        public required bool IsChosen { get; init; }
        public required string? GeneratedBy { get; init; }
        public required string? Answer { get; init; }
    }
}

/// <summary>The labels of a prompt's completions, in their order.</summary>
/// <param name="Task">The task's name, in a benchmark the subset's.</param>
/// <param name="IsCorrect">One per completion.</param>
/// <param name="Answers">One per completion; <c>null</c> where the dataset gives none.</param>
public sealed record PromptLabels(
    long PromptId, string Id, string Task, bool[] IsCorrect, IReadOnlyList<string?> Answers);

/// <summary>A prompt as it is stored, without its completions.</summary>
public sealed record PromptRow
{
    public required long PromptId { get; init; }

    /// <summary>Its place in the dataset, from 0.</summary>
    public required int Position { get; init; }
    public required string Id { get; init; }
    public required string Subset { get; init; }
    public required string Text { get; init; }
    public required int ChosenCount { get; init; }
    public required int CompletionCount { get; init; }
    public required string? Metadata { get; init; }

    /// <summary>What was said before, as JSON; <c>null</c> for a single turn.</summary>
    public string? EarlierTurns { get; init; }

    /// <summary>What prompts of one cluster share; <c>null</c> where each stands for itself.</summary>
    public string? Cluster { get; init; }
}
