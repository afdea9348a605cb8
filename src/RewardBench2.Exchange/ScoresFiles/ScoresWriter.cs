using System.Text.Encodings.Web;
using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Published;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>Writes the official per-prompt format, column by column.</summary>
internal static class ScoresWriter
{
    private const int FlushAt = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(
        Stream stream, ResultHeader header, IReadOnlyList<PromptScores> rows, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(stream, Options);
        writer.WriteStartObject();
        writer.WriteString("model", header.Model);
        writer.WriteString("model_type", header.ModelType);
        writer.WriteString("chat_template", header.ChatTemplate);
        await WriteColumnAsync("id", row => writer.WriteStringValue(row.Prompt.Id));
        await WriteColumnAsync("subset", row => writer.WriteStringValue(row.Prompt.Subset));
        await WriteColumnAsync("num_correct", row => writer.WriteNumberValue(row.Prompt.ChosenCount));
        await WriteColumnAsync("scores", row => WriteRewards(writer, row.Rewards));
        await WriteColumnAsync("results", row => WriteResult(writer, row.Result));
        await WriteColumnAsync("text", row => WriteTexts(writer, row));
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);

        async Task WriteColumnAsync(string name, Action<PromptScores> write)
        {
            writer.WriteStartArray(name);
            foreach (var row in rows)
            {
                write(row);
                if (writer.BytesPending > FlushAt)
                {
                    await writer.FlushAsync(cancellationToken);
                }
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteRewards(Utf8JsonWriter writer, IReadOnlyList<double> rewards)
    {
        if (rewards.Count == 0)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var reward in rewards)
        {
            writer.WriteNumberValue(reward);
        }

        writer.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter writer, double? result)
    {
        if (result is { } known)
        {
            writer.WriteNumberValue(known);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, PromptScores row)
    {
        writer.WriteStartArray();
        foreach (var completion in row.Prompt.Completions)
        {
            writer.WriteStringValue($"{row.Prompt.Transcript}\n\n{completion.Text}");
        }

        writer.WriteEndArray();
    }
}

/// <summary>A prompt with what a model made of it, to be written.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Rewards">One per completion in the prompt's order; empty where only the result is known.</param>
/// <param name="Result">The prompt's result, a fraction between 0 and 1; <c>null</c> for Ties.</param>
public sealed record PromptScores(Prompt Prompt, IReadOnlyList<double> Rewards, double? Result);
