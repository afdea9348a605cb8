using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Baselines;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;

namespace RewardBench2.Web.Submissions;

public sealed partial class SubmitPage : IProgress<long>
{
    private string _model = "";
    private string _modelType = ModelType.SequenceClassifier;
    private string _dataset = "";
    private readonly EndpointForm _endpoint = new();
    private Source _source = Source.Endpoint;
    private string _baseline = BaselineBackend.Names[0];
    private bool _publish = true;
    private IBrowserFile? _file;
    private Refusal? _refused;
    private bool _isBusy;
    private string _readFraction = "0";
    private string? _visitor;

    /// <summary>The dataset to preselect.</summary>
    [SupplyParameterFromQuery]
    public string? Dataset { get; set; }

    void IProgress<long>.Report(long value)
    {
        _readFraction = _file is { Size: > 0 } file ? ((double)value / file.Size).ToString("0.###", CultureInfo.InvariantCulture) : "0";
        _ = InvokeAsync(StateHasChanged);
    }

    private async Task<IReadOnlyList<DatasetRow>?> ReadAsync(CancellationToken cancellationToken)
    {
        // Known only while the page is asked for by HTTP, which every circuit begins with.
        _visitor = await Visitors.LimitedNameAsync(Http.HttpContext, cancellationToken);
        IReadOnlyList<DatasetRow> datasets =
            [.. (await Datasets.ReadAllAsync(cancellationToken)).Where(dataset => dataset.Kind == "benchmark").Reverse()];
        _dataset = Dataset ?? (datasets is [var first, ..] ? first.Name : "");
        return datasets;
    }

    private string? IsWrong(string field) => _refused?.Field == field ? "true" : null;

    private async Task SubmitAsync()
    {
        _isBusy = true;
        _refused = null;
        var request = new SubmissionRequest
        {
            Model = _model.Trim(),
            ModelType = _modelType,
            Dataset = _dataset,
            Publish = _publish,
        };
        request = _source switch
        {
            Source.Endpoint => _endpoint.ApplyTo(request),
            Source.Baseline => request with { Backend = new BaselineRequest { Name = _baseline } },
            _ => request,
        };
        try
        {
            var outcome = _source == Source.File
                ? await SubmitFileAsync(request)
                : await Submissions.SubmitAsync(request, new Submitter(_visitor), CancellationToken.None);
            if (outcome is SubmissionOutcome.Accepted accepted)
            {
                Navigation.NavigateTo($"runs/{accepted.RunId}?manage={Uri.EscapeDataString(accepted.ManageToken)}");
                return;
            }

            _refused = (outcome as SubmissionOutcome.Refused)?.Refusal;
        }
        catch (IOException)
        {
            _refused = new Refusal("scores", "The file did not arrive whole. Choose it again and submit once more.");
        }

        _isBusy = false;
    }

    private async Task<SubmissionOutcome> SubmitFileAsync(SubmissionRequest request)
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
        return await Submissions.SubmitScoresAsync(request, stream, _file.Name, _visitor, progress: this, CancellationToken.None);
    }

    private enum Source
    {
        Endpoint,
        File,
        Baseline,
    }
}
