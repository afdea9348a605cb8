using Microsoft.AspNetCore.Components;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;
using RewardBench2.Web.Access.SignIn;
using RewardBench2.Web.Components;

namespace RewardBench2.Web.Runs;

public sealed partial class RunsPage
{
    private Reading<IReadOnlyList<RunListing>> _reading = default!;
    private IReadOnlyList<RunListing> _runs = [];
    private readonly HashSet<(string RunId, string State)> _unlisted = [];
    private string? _account;
    private IDisposable? _subscription;

    /// <summary>The state that is shown; all when absent.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>Only the runs of the account that is signed in, private ones too.</summary>
    [SupplyParameterFromQuery]
    public bool Mine { get; set; }

    public void Dispose() => _subscription?.Dispose();

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(progress => InvokeAsync(() => ShowAsync(progress)));
        }
    }

    protected override void OnParametersSet()
    {
        if (State is not null && !RunState.All.Contains(State))
        {
            Navigation.NavigateTo("runs", replace: true);
        }
    }

    private async Task ShowAsync(RunProgress progress)
    {
        var shown = _runs.FirstOrDefault(run => run.RunId == progress.RunId);

        // The message says all that a row shows. Read anew is what it may bring onto this list, or take off it.
        var isNew = shown is null && _unlisted.Add((progress.RunId, progress.State));
        if (isNew || (State is not null && shown is not null && shown.State != progress.State))
        {
            await _reading.ReloadAsync();
        }
        else if (shown is not null)
        {
            _runs = [.. _runs.Select(run => run.RunId == progress.RunId ? With(run, progress) : run)];
        }

        StateHasChanged();
    }

    private static RunListing With(RunListing run, RunProgress progress) => run with
    {
        State = progress.State,
        Reason = progress.Reason,
        PromptsScored = progress.PromptsScored,
        PromptsTotal = progress.PromptsTotal,
        Average = progress.Average,
    };

    private async Task<IReadOnlyList<RunListing>?> ReadAsync(CancellationToken cancellationToken)
    {
        _account = Account.KeyOf((await Visitor.GetAuthenticationStateAsync()).User);
        return _runs = !Mine ? await Runs.ReadAsync(State, take: 500, cancellationToken)
            : _account is null ? []
            : await Runs.ReadOfVisitorAsync(_account, take: 500, cancellationToken);
    }
}
