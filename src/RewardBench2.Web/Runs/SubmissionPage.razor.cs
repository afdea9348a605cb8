using Microsoft.AspNetCore.Components;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;
using RewardBench2.Web.Components;

namespace RewardBench2.Web.Runs;

public sealed partial class SubmissionPage
{
    private Reading<SubmissionView> _reading = default!;
    private SubmissionView? _all;
    private IDisposable? _subscription;

    /// <summary>What the runs share.</summary>
    [Parameter]
    public string SubmissionId { get; set; } = "";

    /// <summary>The manage token, for those who hold it.</summary>
    [SupplyParameterFromQuery]
    public string? Manage { get; set; }

    public void Dispose() => _subscription?.Dispose();

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(progress => InvokeAsync(() => ShowAsync(progress)));
        }
    }

    private async Task ShowAsync(RunProgress progress)
    {
        if (_all is null || _all.Runs.All(one => one.Run.RunId != progress.RunId))
        {
            return;
        }

        // A count that moved is in the message; a new state may bring the check, or a reason.
        if (_all.Runs.Single(one => one.Run.RunId == progress.RunId).Progress.State != progress.State)
        {
            await _reading.ReloadAsync();
        }
        else
        {
            _reading.Show(_all = _all with { Runs = [.. _all.Runs.Select(one => one.Run.RunId == progress.RunId ? (one.Run, progress) : one)] });
        }
    }

    private async Task<SubmissionView?> ReadAsync(CancellationToken cancellationToken)
    {
        var visitor = (await Visitor.GetAuthenticationStateAsync()).User;
        return _all = await Submissions.ReadAsync(SubmissionId, await Access.CredentialsAsync(visitor, Manage, cancellationToken), cancellationToken);
    }

    private string AddressOf(RunRow run) => $"runs/{run.RunId}{(Manage is null ? null : $"?manage={Uri.EscapeDataString(Manage)}")}";

    // Runs that stopped with the check all say the same.
    private static IEnumerable<string> Reasons(SubmissionView all) => all.Runs
        .Where(one => one.Progress.Reason is not null)
        .GroupBy(one => one.Progress.Reason!)
        .Select(same => $"{string.Join(", ", same.Select(one => one.Run.Dataset))}: {same.Key}");

    private IEnumerable<RunAction> Choices(SubmissionView all)
    {
        foreach (var transition in (RunTransition[])[RunTransitions.Resume, RunTransitions.Pause, RunTransitions.Cancel])
        {
            var runs = all.Runs.Where(one => transition.From.Contains(one.Progress.State)).Select(one => one.Run.RunId).ToList();
            if (runs.Count > 0)
            {
                var one = RunAction.For(transition, _ => DoAsync(transition, runs));
                yield return one with { Button = one.Button.Replace(" …", " all …", StringComparison.Ordinal) is var asked && asked != one.Button ? asked : $"{one.Button} all" };
            }
        }
    }

    private async Task<Refusal?> DoAsync(RunTransition transition, IEnumerable<string> runs)
    {
        Refusal? refusal = null;
        foreach (var runId in runs)
        {
            refusal ??= await Control.DoAsync(runId, transition, RunParty.Owner, RunControlInput.None, CancellationToken.None);
        }

        return refusal;
    }
}
