using System.Text.Json;
using Microsoft.AspNetCore.Components;
using RewardBench2.Evaluation.Runs;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Exchange;
using RewardBench2.Storage;
using RewardBench2.Web.Components;
using RewardBench2.Web.Theme;

namespace RewardBench2.Web.Runs;

public sealed partial class RunPage
{
    private RunRow? _run;
    private RunProgress? _progress;
    private IReadOnlyList<RunEvent> _events = [];
    private JoinReport? _join;
    private Dictionary<string, RunScore> _scores = [];
    private bool _isMissing;
    private bool _failed;
    private IDisposable? _subscription;

    /// <summary>The run to show.</summary>
    [Parameter]
    public string RunId { get; set; } = "";

    /// <summary>The manage token, for those who hold it.</summary>
    [SupplyParameterFromQuery]
    public string? Manage { get; set; }

    [Inject]
    private LeaderboardTable Leaderboard { get; set; } = null!;

    private string TitlePrefix => _progress is { } progress && RunState.IsActive(progress.State) && progress.PromptsTotal > 0
        ? $"{100 * progress.PromptsScored / progress.PromptsTotal} % · "
        : "";

    public void Dispose() => _subscription?.Dispose();

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(progress => progress.RunId == RunId
                ? InvokeAsync(() => ShowAsync(progress))
                : Task.CompletedTask);
        }
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task ShowAsync(RunProgress progress)
    {
        if (progress.State == _progress?.State)
        {
            _progress = progress;
        }
        else
        {
            await LoadAsync();
        }

        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        try
        {
            _run = await Runs.FindAsync(RunId, CancellationToken.None);
            _isMissing = _run is null;
            if (_run is not null)
            {
                _progress = Feed.Latest(RunId) ?? await Reader.ReadAsync(RunId, CancellationToken.None);
                _events = await Runs.ReadEventsAsync(RunId, CancellationToken.None);
                _scores = (await Leaderboard.ReadScoresAsync(RunId, CancellationToken.None)).ToDictionary(score => score.Subset);
                _join = _run.JoinReport is null ? null : JsonSerializer.Deserialize<JoinReport>(_run.JoinReport, SubmissionJson.Options);
            }

            _failed = false;
        }
        catch (System.Data.Common.DbException)
        {
            _failed = true;
        }
    }

    private static string Origin(RunRow run) => run.Provenance == Provenance.Uploaded
        ? "recomputed here from uploaded scores"
        : "scored by this server";

    private static string PublicationNote(RunRow run) => run.Publication switch
    {
        PublicationState.Public => "It is on the public leaderboard.",
        PublicationState.Requested => "It waits for an admin's approval before it appears on the leaderboard.",
        PublicationState.Declined => "An admin declined to publish it; the timeline says why.",
        PublicationState.Withdrawn => "Its owner withdrew it from the leaderboard.",
        _ => "It is private: only those who have this link see it.",
    };

    /// <summary>A score's cell with its interval, which is there once the run is finished.</summary>
    private RenderFragment ScoreCell(string? subset, double? score) => builder =>
    {
        var (low, high) = subset is null
            ? (_run?.AverageLow, _run?.AverageHigh)
            : _scores.TryGetValue(subset, out var stored) ? (stored.Low, stored.High) : (null, null);
        builder.OpenElement(0, "td");
        builder.AddAttribute(1, "class", $"score {Heat.Class(score)}");
        builder.AddContent(2, Cells.Percent(score));
        builder.AddContent(3, Cells.Interval(score, low, high));
        builder.CloseElement();
    };
}
