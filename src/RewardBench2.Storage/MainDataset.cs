namespace RewardBench2.Storage;

/// <summary>Which dataset a benchmark is scored on where only the benchmark is named.</summary>
public static class MainDataset
{
    /// <summary>The set that comes with the project: made up, so it speaks for no benchmark.</summary>
    public const string Starter = "starter";

    /// <summary>The dataset of the benchmark's own name, or else the largest of it; <c>null</c> when there is none.</summary>
    public static DatasetRow? Of(string benchmark, IReadOnlyList<DatasetRow> datasets) => datasets
        .Where(dataset => dataset.BenchmarkName == benchmark && dataset.Name != Starter)
        .OrderByDescending(dataset => dataset.Name == benchmark)
        .ThenByDescending(dataset => dataset.PromptCount)
        .FirstOrDefault();
}
