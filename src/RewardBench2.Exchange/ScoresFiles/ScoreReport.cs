using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>What <c>-- score SCORES.json</c> has to say.</summary>
/// <param name="Json">
/// <c>{"model", "benchmark", "subsets", "average", "parts", "sections", "measures", "results"}</c> on one line; scores are fractions.
/// RewardBench 2 is not named, and what a benchmark does not have is left out.
/// </param>
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

        return new ScoreReport(Write(content.Model, benchmark.WeightedBy(prompts.CountBy(prompt => prompt.Subset.Name).ToDictionary()), prompts), Warn(prompts));
    }

    private static string Write(string? model, BenchmarkDefinition benchmark, IReadOnlyList<ScoredPrompt> prompts)
    {
        var score = OverallScore.Compute(benchmark, prompts);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            if (benchmark.Name != BenchmarkCatalog.DefaultName)
            {
                writer.WriteString("benchmark", benchmark.Name);
            }

            WriteScores(writer, "subsets", score.Subsets.Select(subset => (subset.Key.Name, subset.Value)));
            if (score.Average is { } average)
            {
                writer.WriteNumber("average", average);
            }
            else
            {
                writer.WriteNull("average");
            }

            WriteParts(writer, prompts);
            WriteScores(writer, "sections", MeasuredScores.OfSections(benchmark, score.Subsets), isOptional: true);
            WriteScores(writer, "measures", MeasuredScores.OfMeasures(benchmark, prompts), isOptional: true);
            WriteScores(writer, "results", score.Results.Select(result => (result.Key, result.Value)));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteScores(Utf8JsonWriter writer, string name, IEnumerable<(string Name, double Score)> scores, bool isOptional = false)
    {
        (string Name, double Score)[] all = [.. scores];
        if (all.Length == 0 && isOptional)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (of, score) in all)
        {
            writer.WriteNumber(of, score);
        }

        writer.WriteEndObject();
    }

    // Of prompts whose results alone are known, the parts are not.
    private static void WriteParts(Utf8JsonWriter writer, IReadOnlyList<ScoredPrompt> prompts)
    {
        var subsets = prompts
            .GroupBy(prompt => prompt.Subset)
            .Where(subset => subset.Key.Rule is PromptRule { Parts.Count: > 0 } && subset.All(prompt => prompt.Rewards.Count > 0))
            .OrderBy(subset => subset.Key)
            .ToList();
        if (subsets.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("parts");
        foreach (var subset in subsets)
        {
            WriteScores(writer, subset.Key.Name, ((PromptRule)subset.Key.Rule).Parts.Select(part => (part.Name, part.Rule.Score([.. subset]))));
        }

        writer.WriteEndObject();
    }

    private static List<string> Warn(IReadOnlyList<ScoredPrompt> prompts)
    {
        var repeated = prompts.GroupBy(prompt => prompt.Id).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        return repeated.Count == 0
            ? []
            : [$"{repeated.Count} {(repeated.Count == 1 ? "id stands" : "ids stand")} at more than one row (such as {Excerpt.Quote(repeated[0])}): every row counts towards its subset, but \"results\" has room for the last of each only. Import the file to join it by position and text."];
    }
}
