using System.Globalization;
using System.Security.Cryptography;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Hub;
using RewardBench2.Exchange.Published;
using RewardBench2.Exchange.ScoresFiles;
using RewardBench2.Storage;

namespace RewardBench2.Web.Hosting;

/// <summary>Brings official result files in: aggregates as published figures, per-prompt files as uploaded runs on the official dataset.</summary>
public sealed class ResultsImport(
    ReportedScoreTable published, ModelTable models, RunTable runs, DatasetTable datasets, SubmissionService submissions, TimeProvider clock)
{
    /// <summary>Aggregates are a few hundred bytes; anything much larger holds prompts.</summary>
    private const long LargestAggregate = 64 * 1024;

    /// <param name="file">A file in either format.</param>
    /// <param name="source">What the operator named: a path, or hf:ORG/NAME.</param>
    /// <returns>Whether anything changed; false when the same content was there already.</returns>
    /// <exception cref="InvalidFileException">The file is of neither format; nothing was stored.</exception>
    /// <exception cref="StorageException">The dataset that a per-prompt file belongs to is not here.</exception>
    public async Task<bool> ImportAsync(string file, string source, CancellationToken cancellationToken) =>
        IsAggregate(file)
            ? await ImportAggregateAsync(file, source, cancellationToken)
            : await ImportScoresAsync(file, source, cancellationToken);

    /// <summary>Reads a file without storing anything, so that a bad one among many is found before the first is stored.</summary>
    /// <inheritdoc cref="ImportAsync"/>
    public async Task CheckAsync(string file, CancellationToken cancellationToken)
    {
        if (!IsAggregate(file))
        {
            await NeedDatasetAsync(file, cancellationToken);
            await HeaderAsync(file, cancellationToken);
            return;
        }

        await using var stream = File.OpenRead(file);
        await AggregateFile.ReadAsync(stream, Path.GetFileName(file), cancellationToken);
    }

    private static bool IsAggregate(string file) =>
        file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && new FileInfo(file).Length <= LargestAggregate
        && !File.ReadAllText(file).Contains("\"scores\"", StringComparison.Ordinal);

    private async Task<bool> ImportAggregateAsync(string file, string source, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        var result = await AggregateFile.ReadAsync(stream, Path.GetFileName(file), cancellationToken);
        var scores = result.Subsets.ToDictionary(score => score.Key.Name(), score => score.Value);
        return await published.ImportAsync(
            new NewReportSource(
                DatasetImport.Official,
                Title: $"{Path.GetFileName(source.TrimEnd('/'))}: {result.Header.Model}",
                Url: HubRepository.Parse(source) is { } repository ? $"https://huggingface.co/datasets/{repository}" : null,
                RetrievedOn: clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Revision: await HashAsync(file, cancellationToken)),
            [new PublishedRow(result.Header.Model, result.Header.ModelType, IsSweep: false, scores)],
            cancellationToken);
    }

    private async Task<bool> ImportScoresAsync(string file, string source, CancellationToken cancellationToken)
    {
        await NeedDatasetAsync(file, cancellationToken);
        var (model, modelType) = await HeaderAsync(file, cancellationToken);
        var name = $"{Path.GetFileName(source.TrimEnd('/'))}, sha256 {await HashAsync(file, cancellationToken)}";
        if (await models.FindAsync(model, cancellationToken) is { } known
            && (await runs.ReadOfModelAsync(known.ModelId, cancellationToken)).Any(run => run.Request.Contains(name, StringComparison.Ordinal)))
        {
            return false;
        }

        await using var stream = File.OpenRead(file);
        var outcome = await submissions.SubmitScoresAsync(
            new SubmissionRequest { Model = model, ModelType = modelType, Dataset = DatasetImport.Official },
            stream,
            name,
            visitor: null,
            progress: null,
            cancellationToken);
        return outcome is SubmissionOutcome.Refused refused ? throw new InvalidFileException($"{Path.GetFileName(file)}: {refused.Refusal.Detail}") : true;
    }

    private async Task NeedDatasetAsync(string file, CancellationToken cancellationToken)
    {
        if (await datasets.FindAsync(DatasetImport.Official, cancellationToken) is null)
        {
            throw new StorageException(
                $"{Path.GetFileName(file)} holds results prompt by prompt, and the dataset '{DatasetImport.Official}' is not here. Import it first: import dataset hf:allenai/reward-bench-2.");
        }
    }

    private static async Task<(string Model, string ModelType)> HeaderAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        var content = await ScoresFile.ReadAsync(stream, Path.GetFileName(file), dataset: null, progress: null, cancellationToken);
        return (
            content.Model ?? throw new InvalidFileException($"{Path.GetFileName(file)} names no model. Use a file in the official format, or submit it by form."),
            ModelType.Parse(content.ModelType) ?? ModelType.CustomClassifier);
    }

    private static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
