using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Downstream;

/// <summary>
/// Reads and writes downstream results in the open format: CSV with the columns of <see cref="Columns"/>, the same as
/// JSON (an array of objects, or <c>{"unit","source","sourceUrl","results":[…]}</c>) or JSON Lines; each also as gzip.
/// </summary>
public static class DownstreamFile
{
    /// <summary>The most rows that one file may have.</summary>
    public const int MostRows = 20_000;

    /// <summary>
    /// The columns of the CSV form, in order. Needed: model, task, method, score, unit, source, and n for best-of-n; unit and
    /// source may also be given for the whole file. In JSON the names are spelled in camelCase; either spelling is read.
    /// </summary>
    public static IReadOnlyList<string> Columns => DownstreamRows.Columns;

    /// <summary>Reads and validates a file.</summary>
    /// <exception cref="InvalidFileException">The content is not in the format, or contradicts itself; nothing of it is returned.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    public static async Task<IReadOnlyList<DownstreamSet>> ReadAsync(
        string path, DownstreamDefaults? defaults = null, CancellationToken cancellationToken = default)
    {
        await using var stream = NamedFile.Open(path);
        return await ReadAsync(stream, Path.GetFileName(path), defaults, cancellationToken);
    }

    /// <summary>Reads and validates a stream.</summary>
    /// <param name="stream">The file's bytes; stays open.</param>
    /// <param name="name">The file's name, for messages only.</param>
    /// <param name="defaults">What holds for rows that do not say it themselves.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>One set per source that the file names, in order.</returns>
    /// <exception cref="InvalidFileException">The content is not in the format, or contradicts itself; nothing of it is returned.</exception>
    public static async Task<IReadOnlyList<DownstreamSet>> ReadAsync(
        Stream stream, string name, DownstreamDefaults? defaults = null, CancellationToken cancellationToken = default)
    {
        await using var source = await SourceFile.OpenAsync(stream, name, cancellationToken);
        if (source.IsParquet)
        {
            throw new InvalidFileException($"{name} is Parquet; downstream results are read from CSV or JSON.");
        }

        defaults ??= new DownstreamDefaults();
        var rows = await StartsAsJsonAsync(source.Content, cancellationToken)
            ? DownstreamJson.Read(source, ref defaults)
            : DownstreamCsv.Read(source);
        if (rows.Count is 0 or > MostRows)
        {
            throw new InvalidFileException(rows.Count == 0
                ? $"{name} holds no rows; a file of downstream results needs at least one."
                : $"{name} holds {rows.Count} rows; hand in at most {MostRows} at a time.");
        }

        var results = DownstreamRows.Read(rows, defaults);
        return
        [
            .. results
                .GroupBy(row => row.Source)
                .Select(set => new DownstreamSet(
                    set.Key,
                    set.Select(row => row.Url).FirstOrDefault(url => url is not null),
                    [.. set.Select(row => row.Result)],
                    RevisionOf([.. set.Select(row => row.Result)]))),
        ];
    }

    /// <summary>Writes results as CSV in the open format, scores as fractions.</summary>
    public static void Write(TextWriter writer, IEnumerable<DownstreamSet> sets) => DownstreamCsv.Write(writer, sets);

    private static async Task<bool> StartsAsJsonAsync(Stream content, CancellationToken cancellationToken)
    {
        var position = content.Position;
        var start = new byte[256];
        var count = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = position;
        var text = Encoding.UTF8.GetString(start, 0, count).TrimStart('\uFEFF', ' ', '\n', '\r', '\t');
        return text.Length > 0 && text[0] is '{' or '[';
    }

    private static string RevisionOf(IReadOnlyList<DownstreamResult> results) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(results)));
}
