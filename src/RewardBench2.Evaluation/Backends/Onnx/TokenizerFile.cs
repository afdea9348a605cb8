using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>Reads Hugging Face's <c>tokenizer.json</c>: byte-level BPE (Llama 3, Qwen, GPT-2 …) and WordPiece (BERT).</summary>
public static class TokenizerFile
{
    /// <exception cref="FormatException">The file is damaged, or of a kind that is not read here.</exception>
    public static Tokenizer Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var root = document.RootElement;
            var model = root.GetProperty("model");
            return model.TryGetProperty("type", out var type) ? type.GetString() switch
            {
                "BPE" => ReadBpe(root, model),
                "WordPiece" => ReadWordPiece(model),
                var other => throw new FormatException($"its tokenizer is of the kind {other}; BPE and WordPiece are read here"),
            }
            : ReadBpe(root, model);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"its tokenizer.json cannot be read: {exception.Message}", exception);
        }
    }

    private static BpeTokenizer ReadBpe(JsonElement root, JsonElement model)
    {
        var special = root.TryGetProperty("added_tokens", out var added)
            ? added.EnumerateArray().ToDictionary(token => token.GetProperty("content").GetString() ?? "", token => token.GetProperty("id").GetInt32())
            : [];
        var vocabulary = model.GetProperty("vocab").EnumerateObject()
            .Select(token => KeyValuePair.Create(token.Name, token.Value.GetInt32()))
            .Concat(special.Where(token => !model.GetProperty("vocab").TryGetProperty(token.Key, out _)));
        return BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = model.GetProperty("merges").EnumerateArray().Select(Merge),
            SpecialTokens = special,
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(Splitting(root), special),
        });
    }

    // Written as "a b" in older files and as ["a", "b"] in newer ones.
    private static string Merge(JsonElement merge) =>
        merge.ValueKind == JsonValueKind.Array ? $"{merge[0].GetString()} {merge[1].GetString()}" : merge.GetString() ?? "";

    private static BertTokenizer ReadWordPiece(JsonElement model)
    {
        var lines = model.GetProperty("vocab").EnumerateObject().OrderBy(token => token.Value.GetInt32()).Select(token => token.Name);
        using var vocabulary = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return BertTokenizer.Create(vocabulary);
    }

    // The pattern stands in the pre-tokenizer, or in one of its sequence; without one it is GPT-2's.
    private static Regex Splitting(JsonElement root)
    {
        var pattern = root.TryGetProperty("pre_tokenizer", out var before) ? Pattern(before) : null;
        return new Regex(
            pattern ?? @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant);
    }

    private static string? Pattern(JsonElement preTokenizer)
    {
        if (preTokenizer.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (preTokenizer.TryGetProperty("pattern", out var pattern) && pattern.TryGetProperty("Regex", out var regex))
        {
            return regex.GetString();
        }

        return preTokenizer.TryGetProperty("pretokenizers", out var sequence)
            ? sequence.EnumerateArray().Select(Pattern).FirstOrDefault(found => found is not null)
            : null;
    }
}
