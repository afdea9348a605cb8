using System.Buffers;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Published;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>
/// Reads per-prompt scores: the official column-oriented JSON (<c>eval-set-scores/ORG/MODEL.json</c>), or JSON Lines of
/// <c>{"id","subset","num_correct","scores"}</c>. Streams: memory holds the scores and a piece of the file, never its texts.
/// </summary>
public static class ScoresFile
{
    private const int PieceSize = 256 * 1024;
    private const int LongestToken = 8 * 1024 * 1024;

    /// <summary>Reads and validates a file.</summary>
    /// <param name="stream">The file; need not be able to seek, stays open.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="dataset">
    /// What was scored; texts in the file are held against its prompts, for <see cref="ScoresJoin"/>. Defaults to RewardBench 2
    /// without its prompts.
    /// </param>
    /// <param name="progress">Hears how many bytes were read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidFileException">The content is not such a file, or a score in it cannot be one.</exception>
    public static async Task<ScoresContent> ReadAsync(
        Stream stream,
        string name,
        ScoredDataset? dataset = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        await using var text = new UnicodeTextStream(stream, name);
        return await ReadTextAsync(text, name, dataset ?? ScoredDataset.RewardBench2, progress, cancellationToken);
    }

    /// <summary>The same of what a <see cref="UnicodeTextStream"/> has checked already.</summary>
    internal static async Task<ScoresContent> ReadTextAsync(
        Stream text, string name, ScoredDataset dataset, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var rules = new ScoresRules(name, dataset);
        var texts = dataset.Prompts is { } prompts ? new TextMatcher(prompts) : null;
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            IScoresParser? parser = null;
            var filled = 0;
            var total = 0L;
            for (var isLast = false; !isLast;)
            {
                var room = buffer.Length - filled;
                var count = await text.ReadAtLeastAsync(buffer.AsMemory(filled), room, throwOnEndOfStream: false, cancellationToken);
                isLast = count < room;
                filled += count;
                total += count;
                var content = buffer.AsMemory(0, filled);
                parser ??= ScoresLayout.Detect(content.Span, isLast) switch
                {
                    null => null,
                    ScoresLayout.Kind.Columns => new ScoresColumns(rules, texts),
                    _ => new ScoresLines(rules, texts),
                };
                if (parser is not null)
                {
                    var used = parser.Parse(content, isLast);
                    content.Span[used..].CopyTo(buffer);
                    filled -= used;
                }

                progress?.Report(total);
                if (filled == buffer.Length)
                {
                    buffer = Grow(buffer, name, total);
                }
            }

            return parser?.ToContent() ?? throw new InvalidFileException($"{name} is empty; hand in per-prompt scores as JSON.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes the official per-prompt format, texts in it as prompt, two newlines, completion.</summary>
    /// <param name="stream">Written to, stays open.</param>
    /// <param name="header">The model the scores are of.</param>
    /// <param name="rows">Prompts in the dataset's order, each with one reward per completion, or with none and a result.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static Task WriteAsync(
        Stream stream, ResultHeader header, IReadOnlyList<PromptScores> rows, CancellationToken cancellationToken = default) =>
        ScoresWriter.WriteAsync(stream, header, rows, cancellationToken);

    private static byte[] Grow(byte[] buffer, string name, long total)
    {
        if (buffer.Length >= LongestToken)
        {
            throw new InvalidFileException($"{name}: before byte {total} a single text or line is longer than {LongestToken / (1024 * 1024)} MB; this is not a scores file.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
