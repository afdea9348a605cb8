using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Baselines;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Submissions;

public sealed partial class SubmitPage : IProgress<long>
{
    private string? _model = "";
    private string? _modelType = ModelType.SequenceClassifier;
    private string? _dataset = "";
    private IReadOnlyList<DatasetRow> _datasets = [];
    private IReadOnlyCollection<string> _also = [];
    private readonly EndpointForm _endpoint = new();
    private readonly DpoForm _dpo = new();
    private readonly LocalModelForm _localModel = new();
    private SubmissionSource _source = SubmissionSource.Endpoint;
    private string? _baseline = BaselineBackend.Names[0];
    private bool _publish = true;
    private string? _earlierToken = "";
    private IBrowserFile? _file;
    private Refusal? _refused;
    private bool _isBusy;
    private double _readPercent;
    private bool _runAnyway;
    private bool _checkOnly;
    private bool _isAdmin;

    /// <summary>The dataset to preselect.</summary>
    [SupplyParameterFromQuery]
    public string? Dataset { get; set; }

    private static IReadOnlyList<(string Value, string Text)> Types { get; } = [.. ModelType.All.Select(type => (type, type))];

    private static IReadOnlyList<(string Value, string Text)> Baselines { get; } = [.. BaselineBackend.Names.Select(name => (name, name))];

    private IEnumerable<SourceChoice> Sources => SourceChoice.All.Where(choice => choice.Source != SubmissionSource.LocalModel || _isAdmin);

    /// <summary>Canary conversations are scored before the first prompt.</summary>
    private bool IsChecked => SourceChoice.All.Single(choice => choice.Source == _source).IsChecked;

    /// <summary>What the form says now.</summary>
    private SubmissionRequest Request
    {
        get
        {
            var request = new SubmissionRequest
            {
                Model = _model?.Trim(),
                ModelType = _modelType,
                Dataset = _dataset,
                Benchmark = AlsoOn is { Count: > 0 } also && _dataset is not null ? [BenchmarkOf(_dataset)!, .. also] : null,
                Publish = _publish,
                EarlierToken = _publish && _earlierToken?.Trim() is { Length: > 0 } token ? token : null,
                RunAnyway = IsChecked && _runAnyway,
                CheckOnly = IsChecked && _checkOnly,
            };
            return _source switch
            {
                SubmissionSource.Endpoint => _endpoint.ApplyTo(request),
                SubmissionSource.Dpo => _dpo.ApplyTo(request),
                SubmissionSource.LocalModel => _localModel.ApplyTo(request),
                SubmissionSource.Baseline => request with { Backend = new BaselineRequest { Name = _baseline } },
                _ => request,
            };
        }
    }

    void IProgress<long>.Report(long value)
    {
        _readPercent = _file is { Size: > 0 } file ? 100.0 * value / file.Size : 0;
        _ = InvokeAsync(StateHasChanged);
    }

    private static IReadOnlyList<(string Value, string Text)> Titles(IReadOnlyList<DatasetRow> datasets) =>
        [.. datasets.Select(dataset => (dataset.Name, $"{dataset.Title} ({Numbers.Count(dataset.PromptCount)} prompts)"))];

    private string? BenchmarkOf(string? dataset) => _datasets.FirstOrDefault(one => one.Name == dataset)?.BenchmarkName;

    /// <summary>What else the model can be scored on at once: the benchmarks with prompts here, other than the chosen dataset's.</summary>
    private IReadOnlyList<(string Value, string Text)> OtherBenchmarks => BenchmarkOf(_dataset) is { } own && _source != SubmissionSource.File
        ? [.. _datasets
            .Where(dataset => dataset.BenchmarkName is { } name && name != own && MainDataset.Of(name, _datasets) == dataset)
            .Select(dataset => (dataset.BenchmarkName!, $"{dataset.Benchmark!.Title} ({Numbers.Count(dataset.PromptCount)} prompts)"))]
        : [];

    private IReadOnlyList<string> AlsoOn => [.. OtherBenchmarks.Select(other => other.Value).Where(_also.Contains)];

    /// <summary>Every dataset that would be scored now.</summary>
    private IReadOnlyList<DatasetRow> Chosen =>
        [.. _datasets.Where(dataset => dataset.Name == _dataset), .. AlsoOn.Select(name => MainDataset.Of(name, _datasets)!)];

    private async Task<IReadOnlyList<DatasetRow>?> ReadAsync(CancellationToken cancellationToken)
    {
        await Visitor.ReadAsync(cancellationToken);
        _isAdmin = await Visitor.IsAdminAsync(cancellationToken);

        // A set of candidates is offered to who comes from its page.
        IReadOnlyList<DatasetRow> datasets =
            [.. (await Datasets.ReadAllAsync(cancellationToken)).Where(dataset => dataset.Kind == "benchmark" || dataset.Name == Dataset)];
        _dataset = (datasets.FirstOrDefault(dataset => dataset.Name == Dataset)
            ?? datasets.FirstOrDefault(dataset => dataset.Name == LeaderboardQuery.DefaultDataset)
            ?? (datasets is [var first, ..] ? first : null))?.Name;
        return _datasets = datasets;
    }

    private void Choose(SubmissionSource source)
    {
        _source = source;
        _modelType = source switch
        {
            SubmissionSource.Dpo => ModelType.Dpo,
            SubmissionSource.Baseline => ModelType.Baseline,
            _ => _modelType is ModelType.Dpo or ModelType.Baseline ? ModelType.SequenceClassifier : _modelType,
        };
    }

    private void Take(IBrowserFile? file) => _file = file;

    private async Task SubmitAsync()
    {
        // A second click may arrive before the button is seen to be off.
        if (_isBusy)
        {
            return;
        }

        (_isBusy, _refused) = (true, null);
        try
        {
            var submitter = await Visitor.ToSubmitterAsync(CancellationToken.None);
            var outcome = _source == SubmissionSource.File
                ? await SubmitFileAsync(Request, submitter)
                : await Submissions.SubmitAsync(Request, submitter, CancellationToken.None);
            if (outcome is SubmissionOutcome.Accepted accepted)
            {
                Navigation.NavigateTo($"{accepted.Page}?manage={Uri.EscapeDataString(accepted.ManageToken)}");
                return;
            }

            _refused = (outcome as SubmissionOutcome.Refused)?.Refusal;
        }
        catch (IOException)
        {
            _refused = new Refusal("scores", "The file did not arrive whole. Choose it again and submit once more.");
        }
        catch (Exception failed) when (failed is DbException or StorageException)
        {
            NotStored(Log, _model ?? "", failed);
            _refused = new Refusal("The database does not answer, so nothing was submitted. Everything you typed is still here: submit again in a moment.");
        }

        _isBusy = false;
    }

    private async Task<SubmissionOutcome> SubmitFileAsync(SubmissionRequest request, Submitter submitter)
    {
        if (_file is null)
        {
            return new SubmissionOutcome.Refused(new("scores", "Choose the file of scores first."));
        }

        if (_file.Size > ScoresUpload.MaxBytes)
        {
            return new SubmissionOutcome.Refused(new("scores", "The file is larger than 100 MB. Leave out the column 'text': scores alone take a few MB."));
        }

        await using var stream = _file.OpenReadStream(ScoresUpload.MaxBytes);
        return await Submissions.SubmitScoresAsync(request, stream, _file.Name, submitter, progress: this, CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Error, "A submission of {Model} could not be stored.")]
    private static partial void NotStored(ILogger log, string model, Exception failed);
}
