using Microsoft.AspNetCore.SignalR;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;
using RewardBench2.Web.Access;

namespace RewardBench2.Web.Live;

/// <summary>The public live hub at <c>/live</c>: what pages hear and what outsiders hear is the same.</summary>
public sealed class ProgressHub(RunTable runs, RunAccess access, ProgressReader reader, ListenerKey listener) : Hub<IProgressClient>
{
    /// <summary>The group of those who watch every run.</summary>
    public const string EveryRun = "every run";

    /// <summary>The group of this site's own processes, which hear of private runs too.</summary>
    internal const string EveryRunPrivateToo = "every run, private too";

    /// <summary>The group of those who watch one run.</summary>
    public static string GroupOf(string runId) => $"run {runId}";

    /// <summary>Follows one run; where it stands now is sent at once.</summary>
    public Task WatchRun(string runId) => WatchAsync(runId, manageToken: null);

    /// <summary>Follows a private run, which takes its manage token.</summary>
    public Task WatchPrivateRun(string runId, string manageToken) => WatchAsync(runId, manageToken);

    /// <summary>Follows all runs for the pages of one of this site's processes.</summary>
    internal const string WatchForPages = nameof(WatchEveryRunForPages);

    public async Task WatchEveryRunForPages(string key)
    {
        if (!listener.Is(key))
        {
            throw new HubException("Call WatchEveryRun.");
        }

        await Groups.AddToGroupAsync(Context.ConnectionId, EveryRunPrivateToo, Context.ConnectionAborted);
    }

    private async Task WatchAsync(string runId, string? manageToken)
    {
        if (await access.FindAsync(runId, new RunCredentials(manageToken), Context.ConnectionAborted) is null
            || await reader.ReadAsync(runId, Context.ConnectionAborted) is not { } progress)
        {
            throw new HubException("There is no such run, or it is private. Take the id from the run's address, /runs/ID; a private run takes its manage token.");
        }

        await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(runId), Context.ConnectionAborted);
        await Clients.Caller.Progress(progress);
    }

    /// <summary>Follows all runs; where those under way stand now is sent at once.</summary>
    public async Task WatchEveryRun()
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, EveryRun, Context.ConnectionAborted);
        foreach (var run in await runs.ReadAsync(state: null, take: 200, Context.ConnectionAborted))
        {
            if (!RunState.IsEnded(run.State) && await reader.ReadAsync(run.RunId, Context.ConnectionAborted) is { } progress)
            {
                await Clients.Caller.Progress(progress);
            }
        }
    }
}

/// <summary>What the hub calls on those who watch.</summary>
public interface IProgressClient
{
    Task Progress(RunProgress progress);
}
