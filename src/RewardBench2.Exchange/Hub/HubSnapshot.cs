namespace RewardBench2.Exchange.Hub;

/// <summary>What a repository holds at one moment, so that a whole import reads one state of it.</summary>
/// <param name="Repository">Pinned to the commit where the hub tells it.</param>
/// <param name="Commit">40 hexadecimal digits; <c>null</c> where a mirror does not tell it.</param>
/// <param name="Files">Every file.</param>
public sealed record HubSnapshot(HubRepository Repository, string? Commit, IReadOnlyList<HubFile> Files)
{
    /// <summary>The files of a dataset: Parquet if there is any, else JSON Lines; of several splits, the one named test.</summary>
    /// <exception cref="HubException">There is none.</exception>
    public IReadOnlyList<HubFile> DatasetFiles
    {
        get
        {
            var data = Matching(".parquet") is { Count: > 0 } parquet ? parquet : Matching(".jsonl", ".jsonl.gz");
            var test = data.Where(file => Path.GetFileName(file.Path).StartsWith("test", StringComparison.OrdinalIgnoreCase)).ToList();
            return Sorted(test.Count > 0 ? test : data, "Parquet or JSON Lines");
        }
    }

    /// <summary>The official results: aggregates below <c>eval-set/</c>, per-prompt scores below <c>eval-set-scores/</c>.</summary>
    /// <exception cref="HubException">There is none.</exception>
    public IReadOnlyList<HubFile> ResultFiles => Sorted(
        Matching(".json").Where(file =>
            file.Path.StartsWith("eval-set/", StringComparison.Ordinal) || file.Path.StartsWith("eval-set-scores/", StringComparison.Ordinal)),
        "eval-set/ORG/MODEL.json or eval-set-scores/ORG/MODEL.json");

    private List<HubFile> Matching(params string[] endings) =>
        [.. Files.Where(file => endings.Any(ending => file.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))];

    private List<HubFile> Sorted(IEnumerable<HubFile> files, string wanted) =>
        files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList() is { Count: > 0 } sorted
            ? sorted
            : throw new HubException($"{Repository} on the hub has no file of the kind needed ({wanted}); check the repository's name.");
}
