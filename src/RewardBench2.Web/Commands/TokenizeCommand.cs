using System.CommandLine;
using System.Text.Json;
using RewardBench2.Evaluation.Backends.Onnx;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Web.Commands;

/// <summary><c>tokenize FOLDER TEXTS.json</c>: what a local model reads of texts that its chat template has written.</summary>
internal static class TokenizeCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "A model's folder, with its tokenizer.json" };
        var texts = new Argument<string>("texts") { Description = "A JSON array of texts, as the chat template writes them" };
        var command = new Command("tokenize", "Print a local model's tokens for each text, as a JSON array of arrays") { folder, texts };
        command.SetAction((parsed, cancellationToken) => CommandLine.AnswerAsync(
            () => PrintAsync(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(texts), cancellationToken)));
        return command;
    }

    private static async Task PrintAsync(string folder, string file, CancellationToken cancellationToken)
    {
        var texts = TextArray.Parse(await NamedFile.ReadBytesAsync(file, cancellationToken), Path.GetFileName(file));
        using var tokenizer = Open(folder);
        int[][] tokens = [.. texts.Select((text, index) => Encode(tokenizer, text, index))];

        await using var output = Console.OpenStandardOutput();
        await JsonSerializer.SerializeAsync(output, tokens, cancellationToken: cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    private static LocalTokenizer Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidFileException($"There is no folder '{folder}'. Give the one with the model's tokenizer.json.");
        }

        try
        {
            return LocalTokenizer.Open(folder);
        }
        catch (FormatException exception)
        {
            throw new InvalidFileException($"The model in '{folder}' cannot be read: {exception.Message}.", exception);
        }
    }

    private static int[] Encode(LocalTokenizer tokenizer, string text, int index)
    {
        try
        {
            return tokenizer.Encode(text);
        }
        catch (FormatException exception)
        {
            throw new InvalidFileException($"Text {index + 1}: {exception.Message}.", exception);
        }
    }
}
