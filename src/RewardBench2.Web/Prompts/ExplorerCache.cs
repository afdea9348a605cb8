using RewardBench2.Storage;
using RewardBench2.Web.Caching;

namespace RewardBench2.Web.Prompts;

/// <summary>Keeps each dataset's snapshot until the database's revision moves; a run once read is not read again.</summary>
public sealed class ExplorerCache(
    DatasetTable datasets, ExplorerTable explorer, LeaderboardTable leaderboard, FlagTable flags, RevisionClock revision)
{
    private readonly ByRevision<string, Kept?> _snapshots = new(revision);

    /// <summary>The snapshot of a dataset; <c>null</c> when there is no benchmark of that name.</summary>
    public async Task<ExplorerSnapshot?> ReadAsync(string dataset, CancellationToken cancellationToken) =>
        (await _snapshots.ReadAsync(dataset, (current, before) => BuildAsync(dataset, current, before), cancellationToken))?.Snapshot;

    private async Task<Kept?> BuildAsync(string name, long current, Kept? before)
    {
        if (await datasets.FindAsync(name, CancellationToken.None) is not { Benchmark: { } benchmark } dataset)
        {
            return null;
        }

        var isSameDataset = before?.Snapshot.Dataset.Revision == dataset.Revision && before.Snapshot.Dataset.DatasetId == dataset.DatasetId;
        var prompts = isSameDataset
            ? before!.Snapshot.Prompts
            : [.. (await explorer.ReadPromptsAsync(dataset.DatasetId, CancellationToken.None)).Select(outline => ExplorerPrompt.From(outline, benchmark))];
        var places = prompts.Select((prompt, at) => (prompt.PromptId, at)).ToDictionary(prompt => prompt.PromptId, prompt => prompt.at);

        var models = new Dictionary<string, ExplorerModel>();
        foreach (var run in await leaderboard.ReadRunsAsync(dataset.Name, CancellationToken.None))
        {
            models[run.RunId] = isSameDataset && before!.Models.TryGetValue(run.RunId, out var known)
                ? known
                : ExplorerModel.From(run, prompts, places, await explorer.ReadScoresAsync(run.RunId, CancellationToken.None));
        }

        var upheld = await flags.ReadAsync(dataset.Name, FlagState.Upheld, CancellationToken.None);
        var flagged = upheld.Select(flag => flag.PromptId).ToHashSet();
        return new Kept(new ExplorerSnapshot(dataset, current, prompts, [.. models.Values], flagged), models);
    }

    private sealed record Kept(ExplorerSnapshot Snapshot, IReadOnlyDictionary<string, ExplorerModel> Models);
}
