using Microsoft.AspNetCore.SignalR;
using RewardBench2.Evaluation.Runs;

namespace RewardBench2.Web.Live;

/// <summary>Sends progress to the hub, and through its backplane to every node's.</summary>
public sealed class HubAnnouncer(IHubContext<ProgressHub, IProgressClient> hub) : IProgressAnnouncer
{
    public Task AnnounceAsync(RunProgress progress) =>
        hub.Clients.Groups(ProgressHub.GroupOf(progress.RunId), ProgressHub.EveryRun).Progress(progress);
}
