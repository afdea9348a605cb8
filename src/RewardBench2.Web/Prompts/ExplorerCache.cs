using System.Collections.Concurrent;
using RewardBench2.Storage;

namespace RewardBench2.Web.Prompts;

/// <summary>Keeps each dataset's snapshot until the database's revision moves; a run once read is not read again.</summary>
public sealed class ExplorerCache(
    DatasetTable datasets, ExplorerTable explorer, LeaderboardTable leaderboard, FlagTable flags, Revision revision, TimeProvider clock)
    : IDisposable
{
    private static readonly TimeSpan RevisionIsFreshFor = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, Kept> _kept = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile Seen? _revision;

    /// <summary>The snapshot of a dataset; <c>null</c> when there is no benchmark of that name.</summary>
    public async Task<ExplorerSnapshot?> ReadAsync(string dataset, CancellationToken cancellationToken)
    {
        var current = await CurrentRevisionAsync(cancellationToken);
        if (_kept.TryGetValue(dataset, out var kept) && kept.Snapshot.Revision == current)
        {
            return kept.Snapshot;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_kept.TryGetValue(dataset, out kept) && kept.Snapshot.Revision == current)
            {
                return kept.Snapshot;
            }

            if (await datasets.FindAsync(dataset, cancellationToken) is not { Kind: "benchmark" } row)
            {
                return null;
            }

            kept = await BuildAsync(row, current, kept, cancellationToken);
            _kept[dataset] = kept;
            return kept.Snapshot;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<Kept> BuildAsync(DatasetRow dataset, long current, Kept? before, CancellationToken cancellationToken)
    {
        var isSameDataset = before?.Snapshot.Dataset.Revision == dataset.Revision && before.Snapshot.Dataset.DatasetId == dataset.DatasetId;
        var prompts = isSameDataset
            ? before!.Snapshot.Prompts
            : [.. (await explorer.ReadPromptsAsync(dataset.DatasetId, cancellationToken)).Select(ExplorerPrompt.Of)];
        var places = prompts.Select((prompt, at) => (prompt.PromptId, at)).ToDictionary(prompt => prompt.PromptId, prompt => prompt.at);

        var models = new Dictionary<string, ExplorerModel>();
        foreach (var run in await leaderboard.ReadRunsAsync(dataset.Name, cancellationToken))
        {
            models[run.RunId] = isSameDataset && before!.Models.TryGetValue(run.RunId, out var known)
                ? known
                : ExplorerModel.Of(run, prompts, places, await explorer.ReadScoresAsync(run.RunId, cancellationToken));
        }

        var upheld = await flags.ReadAsync(dataset.Name, FlagState.Upheld, cancellationToken);
        var flagged = upheld.Select(flag => flag.PromptId).ToHashSet();
        return new Kept(new ExplorerSnapshot(dataset, current, prompts, [.. models.Values], flagged), models);
    }

    private async Task<long> CurrentRevisionAsync(CancellationToken cancellationToken)
    {
        if (_revision is { } known && clock.GetElapsedTime(known.ReadAt) < RevisionIsFreshFor)
        {
            return known.Value;
        }

        var value = await revision.ReadAsync(cancellationToken);
        _revision = new Seen(value, clock.GetTimestamp());
        return value;
    }

    private sealed record Kept(ExplorerSnapshot Snapshot, IReadOnlyDictionary<string, ExplorerModel> Models);

    private sealed record Seen(long Value, long ReadAt);
}
