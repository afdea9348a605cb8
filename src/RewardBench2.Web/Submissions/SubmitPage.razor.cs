using System.Data.Common;
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
    private readonly DpoForm _dpo = new();
    private readonly LocalModelForm _localModel = new();
    private Source _source = Source.Endpoint;
    private string _baseline = BaselineBackend.Names[0];
    private bool _publish = true;
    private IBrowserFile? _file;
    private Refusal? _refused;
    private bool _isBusy;
    private string _readFraction = "0";
    private bool _runAnyway;
    private bool _isAdmin;

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
        await Visitor.ReadAsync(cancellationToken);
        _isAdmin = await Visitor.IsAdminAsync(cancellationToken);
        IReadOnlyList<DatasetRow> datasets =
            [.. (await Datasets.ReadAllAsync(cancellationToken)).Where(dataset => dataset.Kind == "benchmark").Reverse()];
        _dataset = Dataset ?? (datasets is [var first, ..] ? first.Name : "");
        return datasets;
    }

    private IEnumerable<(Source Source, string Text)> Sources
    {
        get
        {
            yield return (Source.Endpoint, "A running server: vLLM, SGLang, Text Embeddings Inference, Infinity, llama.cpp, OpenRLHF, NIM, or any chat model as a judge");
            yield return (Source.Dpo, "A policy trained with DPO and its reference, each served by vLLM or alike");
            if (_isAdmin)
            {
                yield return (Source.LocalModel, "A local model: an ONNX folder of this site's");
            }

            yield return (Source.File, "A file of scores");
            yield return (Source.Baseline, "A built-in baseline");
        }
    }

    /// <summary>Check conversations are scored before the first prompt.</summary>
    private bool IsChecked => _source is Source.Endpoint or Source.Dpo or Source.LocalModel;

    private void Choose(Source source)
    {
        _source = source;
        _modelType = source == Source.Dpo ? ModelType.Dpo : _modelType;
    }

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
            RunAnyway = IsChecked && _runAnyway,
        };
        request = _source switch
        {
            Source.Endpoint => _endpoint.ApplyTo(request),
            Source.Dpo => _dpo.ApplyTo(request),
            Source.LocalModel => _localModel.ApplyTo(request),
            Source.Baseline => request with { Backend = new BaselineRequest { Name = _baseline } },
            _ => request,
        };
        try
        {
            var submitter = await Visitor.ToSubmitterAsync(CancellationToken.None);
            var outcome = _source == Source.File
                ? await SubmitFileAsync(request, submitter)
                : await Submissions.SubmitAsync(request, submitter, CancellationToken.None);
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
        catch (Exception failed) when (failed is DbException or StorageException)
        {
            NotStored(Log, _model, failed);
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
        return await Submissions.SubmitScoresAsync(request, stream, _file.Name, submitter.Visitor, progress: this, CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Error, "A submission of {Model} could not be stored.")]
    private static partial void NotStored(ILogger log, string model, Exception failed);

    private enum Source
    {
        Endpoint,
        Dpo,
        LocalModel,
        File,
        Baseline,
    }
}
