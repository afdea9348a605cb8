using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>What <c>-- score SCORES.json</c> has to say.</summary>
/// <param name="Json"><c>{"model", "subsets", "average", "measures", "results"}</c> on one line; scores are fractions, "measures" only where there are some.</param>
/// <param name="Warnings">Oddities of the file that do not change a score, one line each.</param>
public sealed record ScoreReport(string Json, IReadOnlyList<string> Warnings)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a per-prompt scores file and scores it, without any dataset.</summary>
    /// <exception cref="InvalidFileException">The content is not such a file.</exception>
    public static async Task<ScoreReport> ReadAsync(
        Stream stream, string name, BenchmarkDefinition benchmark, CancellationToken cancellationToken = default) =>
        From(benchmark, await ScoresFile.ReadAsync(stream, name, new ScoredDataset(benchmark, Prompts: null), cancellationToken: cancellationToken));

    /// <summary>Scores a file's rows by the ids they carry.</summary>
    /// <exception cref="InvalidFileException">An id of Ties, which pairs the prompts, stands at more than one row.</exception>
    public static ScoreReport From(BenchmarkDefinition benchmark, ScoresContent content)
    {
        var prompts = content.ToScoredPrompts(benchmark);
        if (prompts.Where(prompt => prompt.Subset.IsTies).GroupBy(prompt => prompt.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidFileException($"The id {Excerpt.Quote(twice.Key)} of Ties stands at {twice.Count()} rows; ids pair the prompts of Ties and have to be unique.");
        }

        var score = OverallScore.Compute(benchmark, prompts);
        (string, double)[] further = [.. MeasuredScores.OfSections(benchmark, score.Subsets), .. MeasuredScores.OfMeasures(benchmark, prompts)];
        return new ScoreReport(Write(content.Model, score, further), Warn(prompts));
    }

    private static string Write(string? model, OverallScore score, (string Name, double Score)[] further)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            writer.WriteStartObject("subsets");
            foreach (var (subset, value) in score.Subsets)
            {
                writer.WriteNumber(subset.Name, value);
            }

            writer.WriteEndObject();
            if (score.Average is { } average)
            {
                writer.WriteNumber("average", average);
            }
            else
            {
                writer.WriteNull("average");
            }

            if (further.Length > 0)
            {
                writer.WriteStartObject("measures");
                foreach (var (name, value) in further)
                {
                    writer.WriteNumber(name, value);
                }

                writer.WriteEndObject();
            }

            writer.WriteStartObject("results");
            foreach (var (id, result) in score.Results)
            {
                writer.WriteNumber(id, result);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static List<string> Warn(IReadOnlyList<ScoredPrompt> prompts)
    {
        var repeated = prompts.GroupBy(prompt => prompt.Id).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        return repeated.Count == 0
            ? []
            : [$"{repeated.Count} {(repeated.Count == 1 ? "id stands" : "ids stand")} at more than one row (such as {Excerpt.Quote(repeated[0])}): every row counts towards its subset, but \"results\" has room for the last of each only. Import the file to join it by position and text."];
    }
}
