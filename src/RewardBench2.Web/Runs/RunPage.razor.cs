using System.Text.Json;
using Microsoft.AspNetCore.Components;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Exchange.ScoresFiles;
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
    private CheckReport? _check;
    private IReadOnlyList<ProtocolFact> _protocol = [];
    private JudgeAnswers? _judge;
    private bool _isMissing;
    private bool _mayControl;
    private bool _failed;
    private IDisposable? _subscription;

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
            if (_run is not null && !await Owner.MaySeeAsync(_run, Manage))
            {
                _run = null;
            }

            _isMissing = _run is null;
            if (_run is not null)
            {
                _mayControl = await Owner.MayControlAsync(_run, Manage);
                _progress = await Reader.ReadAsync(RunId, CancellationToken.None) is { } stored ? Feed.WithWorkersWord(stored) : null;
                _events = await Runs.ReadEventsAsync(RunId, CancellationToken.None);
                _check = CheckReport.Parse(_run.CheckReport);
                _protocol = ProtocolFacts.Of(_run);
                _judge = RunState.IsEnded(_run.State) ? await Judges.ReadAsync(RunId, CancellationToken.None) : null;
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
        RunVisibility.Public => "It is on the public leaderboard.",
        RunVisibility.Requested => "It waits for an admin's approval before it appears on the leaderboard.",
        RunVisibility.Declined => "An admin declined to publish it; the timeline says why.",
        RunVisibility.Withdrawn => "Its owner withdrew it from the leaderboard.",
        _ => "It is private: only those who have this link see it.",
    };

    private static string Words(PromptProgress prompt) => prompt.Failed ? "failed" : prompt.Result switch
    {
        null => "scored; a prompt of Ties has no result of its own",
        >= 1 => "right",
        > 0 => "shared",
        _ => "wrong",
    };

    private static string Mark(PromptProgress prompt) => prompt.Failed ? "!" : prompt.Result switch
    {
        null => "·",
        >= 1 => "✓",
        > 0 => "=",
        _ => "×",
    };

    private static string Kind(PromptProgress prompt) => prompt.Failed ? "failed" : prompt.Result switch
    {
        null => "scored",
        >= 1 => "right",
        > 0 => "shared",
        _ => "wrong",
    };

    /// <summary>A score's cell with its interval, approximate while the run is under way.</summary>
    private static RenderFragment ScoreCell(double? score, double? low, double? high, bool isApproximate) => builder =>
    {
        builder.OpenElement(0, "td");
        builder.AddAttribute(1, "class", $"score {Heat.Class(score)}");
        builder.AddContent(2, Numbers.Percent(score));
        builder.AddContent(3, ScoreMarkup.Interval(score, low, high, isApproximate));
        builder.CloseElement();
    };
}
