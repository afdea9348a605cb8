using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Published;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>An official result file of either format: aggregates (<c>eval-set/</c>) or scores prompt by prompt (<c>eval-set-scores/</c>).</summary>
/// <param name="Sha256">Of the whole file, 64 lower-case hexadecimal digits.</param>
public abstract record ResultFile(string Sha256)
{
    private const int Enough = 1024 * 1024;

    /// <summary>Reads a file once, from its start to its end. Which format it has shows in its first keys.</summary>
    /// <param name="stream">The file; need not be able to seek, stays open.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="dataset">Gives the prompts that were scored; asked only if the file holds scores.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidFileException">The content is of neither format.</exception>
    public static async Task<ResultFile> ReadAsync(
        Stream stream, string name, Func<Task<ScoredDataset>> dataset, CancellationToken cancellationToken = default)
    {
        await using var hashing = new HashingStream(stream);
        var pipe = PipeReader.Create(new UnicodeTextStream(hashing, name), new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var isAggregate = await IsAggregateAsync(pipe, cancellationToken);
        await using var content = pipe.AsStream();
        return isAggregate
            ? new Aggregates(await AggregateFile.ReadAsync(content, name, cancellationToken), hashing.Sha256)
            : new Scores(await ScoresFile.ReadTextAsync(content, name, await dataset(), progress: null, cancellationToken), hashing.Sha256);
    }

    // Looks at the start without taking it. What is neither (damaged, or without any telling key) is left to the
    // aggregates' reader, which says what is missing, unless it goes on for longer than aggregates do.
    private static async Task<bool> IsAggregateAsync(PipeReader pipe, CancellationToken cancellationToken)
    {
        while (true)
        {
            var start = await pipe.ReadAsync(cancellationToken);
            var isWhole = start.IsCompleted;
            var told = start.Buffer.IsEmpty ? null : Tell(start.Buffer, isWhole);
            pipe.AdvanceTo(start.Buffer.Start, start.Buffer.End);
            if (told is not null || isWhole || start.Buffer.Length >= Enough)
            {
                return told ?? isWhole;
            }
        }
    }

    private static bool? Tell(ReadOnlySequence<byte> start, bool isWhole)
    {
        var bytes = start.ToArray();
        var reader = new Utf8JsonReader(
            ScoresLayout.SkipByteOrderMark(bytes), isWhole, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true }));
        try
        {
            for (var isSecond = false; reader.Read(); isSecond |= reader is { CurrentDepth: 0, TokenType: JsonTokenType.EndObject })
            {
                if (isSecond)
                {
                    return false; // JSON Lines
                }

                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var key = reader.GetString()!;
                    if (key is "id" or "subset" or "num_correct" or "scores" or "results" or "text" or "texts_chosen")
                    {
                        return false;
                    }

                    if (Subsets.Parse(key) is not null)
                    {
                        return true;
                    }
                }
            }
        }
        catch (JsonException)
        {
            // Whoever reads the file says where it is damaged.
        }

        return null;
    }

    /// <summary>A model's scores, subset by subset.</summary>
    public sealed record Aggregates(AggregateResult Result, string Sha256) : ResultFile(Sha256);

    /// <summary>A model's scores, prompt by prompt.</summary>
    public sealed record Scores(ScoresContent Content, string Sha256) : ResultFile(Sha256);
}
