using RewardBench2.Evaluation.Submissions;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Published;
using RewardBench2.Exchange.ScoresFiles;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Imports;

/// <summary>One import of result files: reads the dataset's texts when the first file needs them, and never again.</summary>
internal sealed class ImportSession(DatasetTable datasets, ScoresUpload upload)
{
    private UploadTarget? _target;

    /// <summary>Reads a file once, and joins it to the dataset where it holds scores prompt by prompt.</summary>
    /// <exception cref="InvalidFileException">The file is of neither format, or cannot be joined.</exception>
    /// <exception cref="StorageException">The dataset that a per-prompt file belongs to is not here.</exception>
    /// <param name="model">The model where the file names none that can be one, such as a folder on a trainer's disk.</param>
    public async Task<ReadResults> ReadAsync(string path, CancellationToken cancellationToken, string? model = null)
    {
        var name = Path.GetFileName(path);
        await using var stream = NamedFile.Open(path);
        var file = await ResultFile.ReadAsync(stream, name, async () => (await TargetAsync(name, cancellationToken)).Scored, cancellationToken);
        return file switch
        {
            ResultFile.Aggregates { Result: { Header: var header } result } => new ReadResults.Aggregates(
                result with { Header = header with { Model = ModelOf(header.Model, model)! } }, file.Sha256),
            ResultFile.Scores { Content: var content } => new ReadResults.Scores(
                ModelOf(content.Model, model) ?? throw new InvalidFileException($"{name} names no model. Use a file in the official format, or submit it by form."),
                Benchmark.ModelType.Parse(content.ModelType) ?? Benchmark.ModelType.CustomClassifier,
                ScoresUpload.Join(await TargetAsync(name, cancellationToken), content, file.Sha256)),
            _ => throw new InvalidFileException($"{name} is of neither official format."),
        };
    }

    private static string? ModelOf(string? named, string? otherwise) => otherwise is null || SubmissionRules.IsModelName(named) ? named : otherwise;

    private async Task<UploadTarget> TargetAsync(string fileName, CancellationToken cancellationToken)
    {
        if (_target is null)
        {
            var dataset = await datasets.FindAsync(DatasetImport.Official, cancellationToken) ?? throw new StorageException(
                $"{fileName} contains per-prompt results, but the dataset '{DatasetImport.Official}' has not been imported. Import it first: import dataset hf:allenai/reward-bench-2.");
            _target = await upload.ReadTargetAsync(dataset, cancellationToken);
        }

        return _target;
    }
}

/// <summary>A result file that was read, with nothing stored yet.</summary>
/// <param name="Model">The model it is about.</param>
/// <param name="Sha256">Of the whole file, 64 lower-case hexadecimal digits.</param>
internal abstract record ReadResults(string Model, string Sha256)
{
    internal sealed record Aggregates(AggregateResult Result, string Sha256) : ReadResults(Result.Header.Model, Sha256);

    internal sealed record Scores(string Model, string ModelType, JoinedUpload Upload) : ReadResults(Model, Upload.Sha256);
}
