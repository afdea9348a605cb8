using Microsoft.AspNetCore.SignalR;
using RewardBench2.Evaluation.Runs;
using RewardBench2.Storage;

namespace RewardBench2.Web.Live;

/// <summary>The public live hub at <c>/live</c>: what pages hear and what outsiders hear is the same.</summary>
public sealed class ProgressHub(RunTable runs, ProgressReader reader) : Hub<IProgressClient>
{
    /// <summary>The group of those who watch every run.</summary>
    public const string EveryRun = "every run";

    /// <summary>The group of those who watch one run.</summary>
    public static string GroupOf(string runId) => $"run {runId}";

    /// <summary>Follows one run; where it stands now is sent at once.</summary>
    public async Task WatchRun(string runId)
    {
        var progress = await reader.ReadAsync(runId, Context.ConnectionAborted)
            ?? throw new HubException("There is no such run. Take the id from the run's address, /runs/ID.");
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
