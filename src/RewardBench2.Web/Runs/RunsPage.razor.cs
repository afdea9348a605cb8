using Microsoft.AspNetCore.Components;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Storage;

namespace RewardBench2.Web.Runs;

public sealed partial class RunsPage
{
    private IReadOnlyList<RunRow>? _runs;
    private readonly HashSet<(string RunId, string State)> _unlisted = [];
    private string? _account;
    private bool _failed;
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

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task ShowAsync(RunProgress progress)
    {
        var shown = _runs?.FirstOrDefault(run => run.RunId == progress.RunId);

        // A run that is new here, or has changed its state, is read anew; a count that moved is only shown.
        if (shown is null ? _unlisted.Add((progress.RunId, progress.State)) : shown.State != progress.State)
        {
            await LoadAsync();
        }

        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        try
        {
            if (State is not null && !RunState.All.Contains(State))
            {
                Navigation.NavigateTo("/runs", replace: true);
                return;
            }

            _account = await Owner.AccountAsync();
            _runs = !Mine ? await Runs.ReadAsync(State, take: 500, CancellationToken.None)
                : _account is null ? []
                : await Runs.ReadOfVisitorAsync(_account, take: 500, CancellationToken.None);
            _failed = false;
        }
        catch (System.Data.Common.DbException)
        {
            _failed = true;
        }
    }
}
