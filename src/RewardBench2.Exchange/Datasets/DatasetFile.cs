using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Parquet;

namespace RewardBench2.Exchange.Datasets;

/// <summary>
/// Reads datasets: prompts of a benchmark in one of the formats of <see cref="Rows.RowFormats"/>, or candidates for best-of-N
/// (<c>id, prompt, task, completions[], correct[], answers[]?, label?</c>). Parquet, JSON Lines, or a JSON array of rows,
/// each also compressed with gzip; which one it is shows in the content, not in the name.
/// </summary>
public static class DatasetFile
{
    /// <summary>Reads and validates a file.</summary>
    /// <exception cref="InvalidFileException">The content is not a dataset; nothing of it is returned.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    public static async Task<DatasetContent> ReadAsync(
        string path, IProgress<FileProgress>? progress = null, KnownBenchmarks? known = null, CancellationToken cancellationToken = default)
    {
        await using var stream = NamedFile.Open(path);
        return await ReadAsync(stream, Path.GetFileName(path), progress, known, cancellationToken);
    }

    /// <summary>Reads a dataset that is split over several files, in the order given.</summary>
    /// <inheritdoc cref="ReadAsync(string, IProgress{FileProgress}?, KnownBenchmarks?, CancellationToken)"/>
    public static async Task<DatasetContent> ReadAsync(
        IReadOnlyList<string> paths, IProgress<FileProgress>? progress = null, KnownBenchmarks? known = null, CancellationToken cancellationToken = default)
    {
        var prompts = new DatasetPrompts(known ?? KnownBenchmarks.Catalog);
        foreach (var path in paths)
        {
            await using var stream = NamedFile.Open(path);
            await AddAsync(prompts, stream, Path.GetFileName(path), progress, cancellationToken);
        }

        return prompts.ToContent();
    }

    /// <summary>Reads and validates a stream; one that cannot seek is kept in a temporary file meanwhile.</summary>
    /// <param name="stream">The file's bytes; stays open.</param>
    /// <param name="name">The file's name, for messages only.</param>
    /// <param name="progress">Hears of every few hundred rows.</param>
    /// <param name="known">The benchmarks that the rows may be of; defaults to those that come with the project.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <inheritdoc cref="ReadAsync(string, IProgress{FileProgress}?, KnownBenchmarks?, CancellationToken)"/>
    public static async Task<DatasetContent> ReadAsync(
        Stream stream, string name, IProgress<FileProgress>? progress = null, KnownBenchmarks? known = null, CancellationToken cancellationToken = default)
    {
        var prompts = new DatasetPrompts(known ?? KnownBenchmarks.Catalog);
        await AddAsync(prompts, stream, name, progress, cancellationToken);
        return prompts.ToContent();
    }

    private static async Task AddAsync(
        DatasetPrompts prompts, Stream stream, string name, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        await using var source = await SourceFile.OpenAsync(stream, name, cancellationToken);
        var rows = source.IsParquet
            ? ParquetRows.ReadAsync(source, cancellationToken)
            : JsonRows.ReadAsync(source, cancellationToken);
        var count = 0;
        await foreach (var row in rows)
        {
            prompts.Add(row);
            if (++count % 200 == 0)
            {
                progress?.Report(new FileProgress(source.Fraction, prompts.Count));
            }
        }

        if (count == 0)
        {
            throw new InvalidFileException($"{name} holds no rows; a dataset needs at least one prompt.");
        }

        progress?.Report(new FileProgress(1, prompts.Count));
    }
}

/// <summary>What a dataset file was found to hold.</summary>
/// <param name="Kind">A benchmark with chosen and rejected completions, or candidates for best-of-N.</param>
/// <param name="Benchmark">What the prompts are of; <c>null</c> for candidates.</param>
/// <param name="Prompts">Every prompt in the file's order, validated; ids are unique. Never empty.</param>
/// <param name="Revision">What <see cref="DatasetRevision.Compute"/> says of the prompts.</param>
public sealed record DatasetContent(DatasetKind Kind, BenchmarkDefinition? Benchmark, IReadOnlyList<Prompt> Prompts, string Revision)
{
    /// <summary>Subsets of the benchmark without a single prompt; while there are any, no model gets an average.</summary>
    public IReadOnlyList<string> EmptySubsets =>
        [.. (Benchmark is { WeightsByPrompts: false } ? Benchmark.Subsets : []).Select(subset => subset.Name).Except(Prompts.Select(prompt => prompt.Subset))];
}

/// <summary>The two kinds of dataset there are.</summary>
public enum DatasetKind
{
    /// <summary>Chosen and rejected completions in the subsets of a benchmark.</summary>
    Benchmark,

    /// <summary>Sampled completions with a correctness label each, for best-of-N.</summary>
    Candidates,
}

/// <summary>How far a file has been read.</summary>
/// <param name="Fraction">Between 0 and 1; <c>null</c> where the file's length is not known.</param>
/// <param name="Rows">Rows read so far.</param>
public sealed record FileProgress(double? Fraction, int Rows);
