using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Storage;

namespace RewardBench2.Web.Prompts;

/// <summary>Reads prompts with their full texts, for the few that are on screen.</summary>
public sealed class PromptReader(ExplorerCache snapshots, PromptTable prompts, DatasetTable datasets, FlagTable flags, JudgementTable judgements)
{
    /// <summary>One prompt with everything about it; <c>null</c> when there is none.</summary>
    public async Task<PromptDetail?> ReadAsync(string dataset, string id, CancellationToken cancellationToken)
    {
        if (await snapshots.ReadAsync(dataset, cancellationToken) is not { } snapshot
            || snapshot.PlaceOf(id) is not { } place
            || await prompts.FindAsync(snapshot.Dataset.DatasetId, id, cancellationToken) is not { } found)
        {
            return null;
        }

        var settled = (await flags.ReadAsync(dataset, state: null, cancellationToken))
            .Where(flag => flag.Prompt == id && flag.State != FlagState.Open);
        var said = await judgements.ReadOfPromptAsync(found.Row.PromptId, cancellationToken);
        return new PromptDetail(snapshot, place, found.Prompt, [.. settled], said);
    }

    /// <summary>Some of what a query found, each with what the search hit in it.</summary>
    public async Task<IReadOnlyList<PromptListRow>> ReadRowsAsync(PromptsFound found, int skip, int take, CancellationToken cancellationToken)
    {
        var places = found.Places.Skip(skip).Take(take).ToList();
        var snippets = found.Query.Expression is { } expression
            ? await SnippetsAsync(found.Snapshot, places, expression, cancellationToken)
            : [];
        return [.. places.Select((place, at) => new PromptListRow(skip + at, place, snippets.GetValueOrDefault(place)))];
    }

    /// <summary>The benchmark datasets, the official one first.</summary>
    public async Task<IReadOnlyList<DatasetRow>> ReadDatasetsAsync(CancellationToken cancellationToken) =>
        [.. (await datasets.ReadAllAsync(cancellationToken))
            .Where(dataset => dataset.BenchmarkName is not null)
            .OrderBy(dataset => dataset.Name != DatasetImport.Official)
            .ThenBy(dataset => dataset.Name == DatasetImport.Starter)
            .ThenBy(dataset => dataset.Name, StringComparer.Ordinal)];

    /// <summary>The dataset shown where none is named: the official one once it is here.</summary>
    public async Task<string> DefaultDatasetAsync(CancellationToken cancellationToken) =>
        await ReadDatasetsAsync(cancellationToken) is [var first, ..] ? first.Name : DatasetImport.Starter;

    /// <summary>Reads an address against the datasets that are here.</summary>
    public async Task<(PromptQuery Query, IReadOnlyList<string> Problems)> ParseAsync(PromptQueryText text, CancellationToken cancellationToken)
    {
        var here = await ReadDatasetsAsync(cancellationToken);
        return PromptQuery.Parse(
            text, here is [var first, ..] ? first.Name : DatasetImport.Starter, name => here.FirstOrDefault(dataset => dataset.Name == name)?.Benchmark);
    }

    private async Task<Dictionary<int, Snippet?>> SnippetsAsync(
        ExplorerSnapshot snapshot, List<int> places, SearchExpression expression, CancellationToken cancellationToken)
    {
        var whole = await prompts.ReadSomeAsync([.. places.Select(place => snapshot.Prompts[place].PromptId)], cancellationToken);
        return places.Zip(whole).ToDictionary(pair => pair.First, pair => Snippets.Find(pair.Second, expression));
    }
}

/// <summary>A prompt with its texts, its flags, and its place in a snapshot.</summary>
/// <param name="Flags">Settled ones, the newest first.</param>
/// <param name="Judgements">What the judges of public runs said.</param>
public sealed record PromptDetail(
    ExplorerSnapshot Snapshot, int Place, Prompt Prompt, IReadOnlyList<FlagRow> Flags, IReadOnlyList<JudgementRow> Judgements)
{
    public ExplorerPrompt Outline => Snapshot.Prompts[Place];

    public PromptStatistics Standing => Snapshot.Standings[Place];
}

/// <summary>One row of the list.</summary>
/// <param name="Number">Its place in the list, from 0.</param>
/// <param name="Place">The prompt's place in the snapshot.</param>
/// <param name="Snippet">What the search hit; <c>null</c> without a search.</param>
public sealed record PromptListRow(int Number, int Place, Snippet? Snippet);
