using System.Globalization;
using System.Text;
using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Exchange.Exports;

/// <summary>
/// Writes a result as the Hugging Face hub reads it from a model's own repository: <c>.eval_results/rewardbench-2.yaml</c>.
/// </summary>
/// <remarks>
/// Source: <c>huggingface/hub-docs</c>, <c>docs/hub/eval-results.md</c> and <c>eval_results.yaml</c>, August 2026. The hub
/// shows results of datasets whose owner has registered them as benchmarks; the tasks are named in the dataset's
/// <c>eval.yaml</c>, and <c>default</c> is what the documentation calls the only one.
/// </remarks>
public static class HubEvalResults
{
    private const string Task = "default";

    /// <param name="stream">Written to, stays open.</param>
    /// <param name="row">A row with an average: that is the value, the subsets stand in the notes.</param>
    /// <param name="benchmark">What was scored.</param>
    /// <param name="dataset">Where the hub has the dataset; the commit is named where it is pinned to one.</param>
    /// <param name="source">The address that shows the result; <c>null</c> where nobody else can open it.</param>
    /// <exception cref="ArgumentException">The row has no average.</exception>
    public static void Write(Stream stream, ExportRow row, BenchmarkDefinition benchmark, HubRepository dataset, Uri? source)
    {
        var average = row.Average ?? throw new ArgumentException("A result needs an average.", nameof(row));
        var yaml = new StringBuilder()
            .Append("- dataset:\n")
            .Append(CultureInfo.InvariantCulture, $"    id: {Quote($"{dataset.Organization}/{dataset.Name}")}\n")
            .Append(CultureInfo.InvariantCulture, $"    task_id: {Quote(Task)}\n");
        if (dataset.IsPinned)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    revision: {Quote(dataset.Revision)}\n");
        }

        yaml.Append(CultureInfo.InvariantCulture, $"  value: {average.Score:0.0###############}\n");
        if (row.EvaluatedAt is { } at)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  date: {Quote(at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}\n");
        }

        if (source is not null)
        {
            yaml.Append("  source:\n")
                .Append(CultureInfo.InvariantCulture, $"    url: {Quote(source.AbsoluteUri)}\n")
                .Append(CultureInfo.InvariantCulture, $"    name: {Quote($"{benchmark.Title} run")}\n");
        }

        var subsets = benchmark.Subsets.Where(row.Subsets.ContainsKey).Select(subset => string.Create(CultureInfo.InvariantCulture, $"{subset.Name} {row.Subsets[subset].Score:0.000}"));
        yaml.Append(CultureInfo.InvariantCulture, $"  notes: {Quote($"mean of {EveryEvalEverExport.CountInWords(benchmark.Subsets.Count)} subsets: {string.Join(", ", subsets)}")}\n");
        stream.Write(Encoding.UTF8.GetBytes(yaml.ToString()));
    }

    // A JSON string is a YAML scalar in double quotes, whatever is in it.
    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
