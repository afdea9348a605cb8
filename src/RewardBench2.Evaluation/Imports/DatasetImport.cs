using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Baselines;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Exchange.Datasets;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Brings a dataset in, and has the baselines scored on it, so that no table is without them.</summary>
public sealed class DatasetImport(
    DatasetTable datasets, BenchmarkTable benchmarks, SubmissionService submissions, RunPublishing publishing, RunVisibilityTable visibility, TimeProvider clock)
{
    /// <summary>The name of the official dataset once it is imported.</summary>
    public const string Official = "rewardbench-2";

    /// <summary>The name of the small set that comes with the project.</summary>
    public const string Starter = MainDataset.Starter;

    /// <summary>The name of the small set of candidates that comes with the project.</summary>
    public const string StarterCandidates = "starter-candidates";

    /// <summary>What a dataset is called where nobody gives it a title: as its benchmark, or by its name.</summary>
    public static string TitleOf(string name, DatasetContent content) => content.Benchmark is { } benchmark && benchmark.Name == name ? benchmark.Title : name;

    /// <param name="source">Where the content comes from, as pages and protocol cards show it.</param>
    /// <returns>Whether anything changed; false when the same content was there already.</returns>
    /// <exception cref="StorageException">Runs stand on another content of that name.</exception>
    public async Task<bool> ImportAsync(
        string name, string title, string source, string? licence, DatasetContent content, bool replaceRuns, CancellationToken cancellationToken)
    {
        var kind = content.Kind == DatasetKind.Benchmark ? StoredDatasetKind.Benchmark : StoredDatasetKind.Candidates;
        if (content.Benchmark is { } benchmark)
        {
            await benchmarks.AddAsync(benchmark, cancellationToken);
        }

        var changed = await datasets.ImportAsync(
            new NewDataset(name, title, kind, content.Revision, source, licence, clock.GetUtcNow()) { Benchmark = content.Benchmark },
            content.Prompts,
            replaceRuns,
            cancellationToken);
        if (changed)
        {
            await SubmitBaselinesAsync(name, cancellationToken);
        }

        return changed;
    }

    private async Task SubmitBaselinesAsync(string dataset, CancellationToken cancellationToken)
    {
        foreach (var baseline in BaselineBackend.Names)
        {
            var outcome = await submissions.SubmitAsync(
                new SubmissionRequest
                {
                    Model = $"baseline/{baseline}",
                    ModelType = ModelType.Baseline,
                    Dataset = dataset,
                    Backend = new BaselineRequest { Name = baseline },
                },
                Submitter.Site,
                cancellationToken);
            if (outcome is SubmissionOutcome.Refused refused)
            {
                throw new InvalidOperationException(refused.Refusal.Detail);
            }

            // These are the site's own: no admin has to approve them.
            if (publishing.NeedsApproval && outcome is SubmissionOutcome.Accepted accepted)
            {
                await visibility.PublishAsync(accepted.RunId, RunVisibility.Public, "A baseline of the site's own", actor: "site", cancellationToken);
            }
        }
    }
}
