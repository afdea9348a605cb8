using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>Which datasets a submission is scored on: the one it names, and the main one of every benchmark it names.</summary>
public sealed class SubmissionTargets(DatasetTable datasets, BenchmarkTable benchmarks)
{
    /// <summary>The most benchmarks of one submission.</summary>
    public const int Most = 20;

    /// <returns>At least one dataset, in the order in which they are scored; or why there is none.</returns>
    public async Task<(IReadOnlyList<DatasetRow> Datasets, Refusal? Refusal)> FindAsync(SubmissionRequest request, CancellationToken cancellationToken)
    {
        var here = await datasets.ReadAllAsync(cancellationToken);
        DatasetRow? named = null;
        if (request.Benchmark is null || request.Dataset is not null)
        {
            named = here.FirstOrDefault(dataset => dataset.Name == request.Dataset);
            if (named is null)
            {
                return ([], UnknownDataset(here));
            }
        }

        return request.Benchmark is { } names
            ? await FindAsync(names, named, here, cancellationToken)
            : ([named!], null);
    }

    private async Task<(IReadOnlyList<DatasetRow> Datasets, Refusal? Refusal)> FindAsync(
        IReadOnlyList<string> names, DatasetRow? named, IReadOnlyList<DatasetRow> here, CancellationToken cancellationToken)
    {
        if (names.Count is 0 or > Most)
        {
            return ([], new("benchmark", $"Name one benchmark, or a list of up to {Most}."));
        }

        if (named is not null && !names.Contains(named.BenchmarkName))
        {
            return ([], new("dataset", $"The dataset {named.Name} is of {named.BenchmarkName ?? "no benchmark"}, which 'benchmark' does not name. Leave one of the two out, or name both."));
        }

        var known = await benchmarks.ReadAllAsync(cancellationToken);
        List<DatasetRow> found = named is null ? [] : [named];
        foreach (var name in names.Distinct().Where(name => name != named?.BenchmarkName))
        {
            if (known.All(benchmark => benchmark.Name != name))
            {
                return ([], new("benchmark", $"There is no benchmark '{Refusal.Shorten(name)}' here. Choose of {string.Join(", ", known.Select(benchmark => benchmark.Name))}."));
            }

            if (MainDataset.Of(name, here) is not { } main)
            {
                return ([], new("benchmark", $"There are no prompts of {name} here yet; an operator imports them with 'import dataset --benchmark {name}'."));
            }

            found.Add(main);
        }

        return (found, null);
    }

    private static Refusal UnknownDataset(IReadOnlyList<DatasetRow> here) => new(
        "dataset",
        $"There is no such dataset here. Choose one of {string.Join(", ", here.Select(dataset => dataset.Name))}; an operator imports rewardbench-2 with 'import dataset'.");
}
