using RewardBench2.Evaluation.Progress;

namespace RewardBench2.Web.Live;

/// <summary>Tells this process's pages directly, and everyone else through the hub. For a site of one node.</summary>
public sealed class LocalAnnouncer(ProgressFeed pages, HubAnnouncer hub) : IProgressAnnouncer
{
    public Task AnnounceAsync(RunProgress progress)
    {
        pages.Publish(progress);
        return hub.AnnounceAsync(progress);
    }
}
