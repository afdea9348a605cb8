using System.Text.Encodings.Web;
using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Published;

/// <summary>Reads and writes the official aggregate format, <c>eval-set/ORG/MODEL.json</c>.</summary>
public static class AggregateFile
{
    private const int MostBytes = 4 * 1024 * 1024;
    private const int LongestModel = 200;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a file. Keys other than the model's and the subsets' are not looked at.</summary>
    /// <param name="stream">The file, stays open.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidFileException">The content is not such a file, or a score is not a fraction.</exception>
    public static async Task<AggregateResult> ReadAsync(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var content = await ReadWholeAsync(stream, name, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(content);
            return Read(document.RootElement, name);
        }
        catch (JsonException exception)
        {
            throw JsonDamage.Describe(content.Span, Offset(content.Span, exception)) is { } noNumber
                ? new InvalidFileException($"{name}: {noNumber}", exception)
                : new InvalidFileException($"{name} is cut off or no JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}); hand in the file as it was written.", exception);
        }
    }

    /// <summary>Writes <c>{"model","model_type","chat_template","Factuality",…}</c>, subsets in the benchmark's order.</summary>
    public static async Task WriteAsync(
        Stream stream, BenchmarkDefinition benchmark, AggregateResult result, CancellationToken cancellationToken = default)
    {
        await using var writer = new Utf8JsonWriter(stream, Options);
        writer.WriteStartObject();
        writer.WriteString("model", result.Header.Model);
        writer.WriteString("model_type", result.Header.ModelType);
        writer.WriteString("chat_template", result.Header.ChatTemplate);
        foreach (var subset in benchmark.Subsets)
        {
            if (result.Subsets.TryGetValue(subset, out var score))
            {
                writer.WriteNumber(subset.Name, score);
            }
        }

        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadWholeAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        await using var text = new UnicodeTextStream(stream, name);
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await text.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (content.Length + count > MostBytes)
            {
                throw new InvalidFileException($"{name} is longer than {MostBytes / (1024 * 1024)} MB, which no file of aggregates is.");
            }

            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }

    private static int Offset(ReadOnlySpan<byte> content, JsonException exception)
    {
        var offset = 0;
        for (var line = 0; line < exception.LineNumber; line++)
        {
            offset += content[offset..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(offset + (exception.BytePositionInLine ?? 0), content.Length);
    }

    private static AggregateResult Read(JsonElement root, string name)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidFileException($"{name} is not an aggregate file: it has to be one JSON object with model, model_type and the subsets' scores.");
        }

        var model = Text(root, "model", name) ?? throw new InvalidFileException($"{name} names no model; give its name under \"model\".");
        var type = Text(root, "model_type", name) ?? throw new InvalidFileException($"{name} names no model type; give one of {string.Join(", ", ModelType.All)} under \"model_type\".");
        if (model.Length > LongestModel || !UnicodeText.IsClean(model))
        {
            throw new InvalidFileException($"{name}: the model's name is longer than {LongestModel} characters, or {UnicodeText.Rule}.");
        }

        if (OtherBenchmarks.Recognise(root) is { } other)
        {
            throw new InvalidFileException($"{name} looks like aggregates of {other}, not of RewardBench 2; nothing of it was imported. Import files of allenai/reward-bench-2-results, whose subsets are {string.Join(", ", Subsets.All.Select(subset => subset.Name))}.");
        }

        var scores = new Dictionary<Subset, double>();
        foreach (var property in root.EnumerateObject())
        {
            if (Subsets.Parse(property.Name) is { } subset && property.Value.ValueKind != JsonValueKind.Null)
            {
                scores[subset] = Score(property, name);
            }
        }

        return scores.Count == 0
            ? throw new InvalidFileException($"{name} holds no score; it needs at least one of {string.Join(", ", Subsets.All.Select(subset => subset.Name))}.")
            : new AggregateResult(new ResultHeader(model, OfficialType(type, name), Text(root, "chat_template", name)), BySubset.InOrder(scores));
    }

    // A panel of judges is a generative reward model whose official type says so behind the name.
    private static string OfficialType(string type, string name) =>
        ModelType.Parse(type)
        ?? (type.StartsWith(ModelType.GenerativeRewardModel, StringComparison.OrdinalIgnoreCase) ? ModelType.GenerativeRewardModel : null)
        ?? throw new InvalidFileException($"{name}: {Excerpt.Quote(type)} is not a model type; it has to be one of {string.Join(", ", ModelType.All)}.");

    private static double Score(JsonProperty property, string name)
    {
        if (property.Value.ValueKind != JsonValueKind.Number)
        {
            throw new InvalidFileException($"{name}: {property.Name} is {Excerpt.Quote(property.Value.GetRawText())}, where a number is expected.");
        }

        var score = property.Value.GetDouble();
        return score is >= -0.01 and <= 1.01
            ? score
            : throw new InvalidFileException($"{name}: {property.Name} is {property.Value.GetRawText()}, which is not a fraction; per cent have to be divided by 100.");
    }

    private static string? Text(JsonElement root, string key, string name) =>
        !root.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new InvalidFileException($"{name}: {key} is {Excerpt.Quote(value.GetRawText())}, where a text is expected.");
}

/// <summary>A model's scores as the official aggregate file states them.</summary>
/// <param name="Header">The model, its type (official spelling) and its chat template.</param>
/// <param name="Subsets">Fractions, Ties from -0.01 to 1.01; subsets that were not scored are absent. Never empty.</param>
public sealed record AggregateResult(ResultHeader Header, IReadOnlyDictionary<Subset, double> Subsets)
{
    /// <summary>The plain mean of the six; <c>null</c> when one is absent.</summary>
    public double? Average => BenchmarkCatalog.RewardBench2.Average(Subsets);
}

/// <summary>What the official result files say about the model before any score.</summary>
/// <param name="Model">The model's name, <c>org/name</c>.</param>
/// <param name="ModelType">One of <see cref="Benchmark.ModelType.All"/>.</param>
/// <param name="ChatTemplate">How conversations were formatted; <c>null</c> where it is not known.</param>
public sealed record ResultHeader(string Model, string ModelType, string? ChatTemplate = null);
