using Microsoft.AspNetCore.SignalR;
using RewardBench2.Evaluation.Progress;

namespace RewardBench2.Web.Live;

/// <summary>Sends progress to the hub, and through its backplane to every node's.</summary>
public sealed class HubAnnouncer(IHubContext<ProgressHub, IProgressClient> hub) : IProgressAnnouncer
{
    public Task AnnounceAsync(RunProgress progress) =>
        hub.Clients.Groups(GroupsOf(progress)).Progress(progress);

    private static string[] GroupsOf(RunProgress progress) => progress.IsPrivate
        ? [ProgressHub.GroupOf(progress.RunId), ProgressHub.EveryRunPrivateToo]
        : [ProgressHub.GroupOf(progress.RunId), ProgressHub.EveryRunPrivateToo, ProgressHub.EveryRun];
}
