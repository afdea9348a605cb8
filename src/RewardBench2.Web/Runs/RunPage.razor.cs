using Microsoft.AspNetCore.Components;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;
using RewardBench2.Web.Access;
using RewardBench2.Web.Components;

namespace RewardBench2.Web.Runs;

public sealed partial class RunPage
{
    private Reading<RunDetails> _reading = default!;
    private RunRow? _run;
    private RunProgress? _progress;
    private RunProgress? _message;
    private bool _mayControl;
    private bool _maySeeServer;
    private IDisposable? _subscription;
    private string? _subscribedTo;

    /// <summary>The run to show.</summary>
    [Parameter]
    public string RunId { get; set; } = "";

    /// <summary>The manage token, for those who hold it.</summary>
    [SupplyParameterFromQuery]
    public string? Manage { get; set; }

    private string TitlePrefix => _progress is { } progress && RunState.IsActive(progress.State) && progress.PromptsTotal > 0
        ? $"{100 * progress.PromptsScored / progress.PromptsTotal} % · "
        : "";

    public void Dispose() => _subscription?.Dispose();

    protected override void OnParametersSet()
    {
        if (RendererInfo.IsInteractive && _subscribedTo != RunId)
        {
            _subscription?.Dispose();
            _subscribedTo = RunId;
            _subscription = Feed.Subscribe(progress => InvokeAsync(() => ShowAsync(progress)), RunId);
        }
    }

    private async Task ShowAsync(RunProgress progress)
    {
        // A count that moved is in the message; what else a new state brings, all pages of the run read together.
        if (progress.State == _progress?.State)
        {
            _progress = progress;
        }
        else
        {
            _message = progress;
            await _reading.ReloadAsync();
        }

        StateHasChanged();
    }

    private async Task<RunDetails?> ReadAsync(CancellationToken cancellationToken)
    {
        var message = _message;
        _message = null;
        var details = await (message is null ? Reader.ReadAsync(RunId, cancellationToken) : Reader.ReadAsync(message, cancellationToken));
        var visitor = (await Visitor.GetAuthenticationStateAsync()).User;
        var role = details is null ? RunRole.Anyone : RunAccess.RoleOf(details.Run, await Access.CredentialsAsync(visitor, Manage, cancellationToken));
        if (details is null || !RunAccess.MaySee(details.Run, role))
        {
            (_run, _progress) = (null, null);
            return null;
        }

        (_run, _progress, _mayControl, _maySeeServer) = (details.Run, details.Progress, role == RunRole.Owner, role != RunRole.Anyone);
        return details;
    }

    private string TogetherAddress(string submission) =>
        $"submissions/{submission}{(Manage is null ? null : $"?manage={Uri.EscapeDataString(Manage)}")}";

    private static string Origin(RunRow run) => run.Provenance == Provenance.Uploaded
        ? "recomputed here from uploaded scores"
        : "scored by this server";
}
