using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Web.Admin.Datasets;

public sealed partial class DatasetImportForm : IProgress<ImportProgress>
{
    private IBrowserFile? _file;
    private string _hub = "";
    private string _name = "";
    private string _benchmark = "";
    private IReadOnlyList<BenchmarkDefinition> _benchmarks = [];
    private bool _replace;
    private bool _isBusy;
    private ImportProgress? _progress;
    private long _toldAt;
    private string? _refusal;
    private string? _done;
    private CancellationTokenSource? _stopping;

    /// <summary>Told after an import that changed something.</summary>
    [Parameter]
    public EventCallback OnImported { get; set; }

    void IProgress<ImportProgress>.Report(ImportProgress value)
    {
        // Ten times a second is as often as anyone can see it move.
        var isNewStep = value.Step != _progress?.Step;
        _progress = value;
        if (isNewStep || Environment.TickCount64 - _toldAt >= 100)
        {
            _toldAt = Environment.TickCount64;
            _ = InvokeAsync(StateHasChanged);
        }
    }

    /// <summary>Reads anew which benchmarks there are.</summary>
    public async Task ReloadAsync()
    {
        _benchmarks = await Benchmarks.ReadAllAsync(CancellationToken.None);
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync() => _benchmarks = await Benchmarks.ReadAllAsync(CancellationToken.None);

    public void Dispose()
    {
        _stopping?.Cancel();
        _stopping?.Dispose();
    }

    private void Choose(InputFileChangeEventArgs change)
    {
        _file = change.File;
    }

    private void Stop() => _stopping?.Cancel();

    private async Task ImportAsync()
    {
        (_isBusy, _refusal, _done, _progress) = (true, null, null, null);
        _stopping?.Dispose();
        _stopping = new CancellationTokenSource();
        var (name, source) = (_name.Trim(), _hub.Trim().Length > 0 ? _hub.Trim() : _file?.Name ?? "");
        try
        {
            var refusal = Check(name) ?? await Desk.DoAsync(
                "imported a dataset", name, $"from {source}{(_replace ? ", replacing" : "")}",
                () => ArriveAsync(name, source, _stopping.Token), _stopping.Token);
            _refusal = refusal?.Detail;
        }
        catch (OperationCanceledException)
        {
            _refusal = "You stopped it.";
        }
        catch (IOException)
        {
            _refusal = "The file did not arrive whole. Choose it again and import once more.";
        }

        _isBusy = false;
        if (_refusal is null)
        {
            await OnImported.InvokeAsync();
        }
    }

    private Refusal? Check(string name) =>
        name.Length > 0 && !DatasetName.IsGood(name) ? new(DatasetName.Rule)
        : _hub.Trim().Length > 0 && HubRepository.Parse(_hub.Trim()) is null ? new("Write the hub's dataset as hf:ORG/NAME or hf:ORG/NAME@REVISION, such as hf:allenai/reward-bench-2.")
        : _hub.Trim().Length == 0 && _file is null ? new("Choose a file, or name a dataset of the hub.")
        : _hub.Trim().Length == 0 && _file!.Size > DatasetUpload.MaxBytes ? new("The file is larger than 1 GB. Import it with the command 'import dataset'.")
        : null;

    private async Task<Refusal?> ArriveAsync(string name, string source, CancellationToken cancellationToken)
    {
        (var content, source) = await ReadAsync(source, cancellationToken);
        ((IProgress<ImportProgress>)this).Report(new ImportProgress("Storing", Fraction: null));
        name = name.Length > 0 ? name : content.Benchmark?.Name ?? DatasetName.FromFile(source);
        var title = DatasetImport.TitleOf(name, content);
        var changed = await Import.ImportAsync(name, title, source, licence: null, content, _replace, cancellationToken);
        var empty = content.EmptySubsets.Count == 0
            ? ""
            : $" No prompts yet of {string.Join(", ", content.EmptySubsets)}: models get no average before all are there.";
        var subsets = string.Join(", ", content.Prompts.CountBy(prompt => prompt.Subset).Select(subset => $"{subset.Key} {subset.Value}"));
        _done = changed
            ? string.Create(CultureInfo.InvariantCulture, $"Imported {content.Prompts.Count:N0} prompts as '{name}': {subsets}.{empty}")
            : $"'{name}' has this content already; nothing changed.";
        return null;
    }

    private async Task<BenchmarkDefinition?> WantedAsync(CancellationToken cancellationToken) =>
        _benchmark.Length == 0 ? null : await Arrival.FindBenchmarkAsync(_benchmark, cancellationToken);

    private async Task<ArrivedDataset> ReadAsync(string source, CancellationToken cancellationToken)
    {
        if (HubRepository.Parse(_hub.Trim()) is { } repository)
        {
            return await Arrival.ReadFromHubAsync(repository, await WantedAsync(cancellationToken), this, cancellationToken);
        }

        await using var stream = _file!.OpenReadStream(DatasetUpload.MaxBytes, cancellationToken);
        return new ArrivedDataset(
            await Arrival.ReadUploadAsync(stream, _file.Name, _file.Size, await WantedAsync(cancellationToken), this, cancellationToken), source);
    }
}
