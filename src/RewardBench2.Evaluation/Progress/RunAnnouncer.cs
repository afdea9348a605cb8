namespace RewardBench2.Evaluation.Progress;

/// <summary>Tells everyone who watches a run how it stands now.</summary>
public sealed class RunAnnouncer(ProgressReader reader, IProgressAnnouncer watchers)
{
    /// <summary>Reads the run from the database and announces it; a run that is gone has nothing to announce.</summary>
    public async Task AnnounceAsync(string runId, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(runId, cancellationToken) is { } progress)
        {
            await watchers.AnnounceAsync(progress);
        }
    }

    /// <summary>Announces what the caller knows already.</summary>
    public Task AnnounceAsync(RunProgress progress) => watchers.AnnounceAsync(progress);
}
