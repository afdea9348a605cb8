using System.Text.Json;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>
/// A <c>tokenizer.json</c> as far as it has to be known here; Hugging Face's own code reads all of it. That code gets a copy
/// without the sections that would change a text's tokens unasked: truncation, padding, merges dropped at random, and the
/// post-processor, which is applied here instead (see <see cref="SpecialTokenFrame"/>).
/// </summary>
public sealed class TokenizerFile
{
    private readonly byte[] _bytes;
    private readonly List<Range> _leftOut = [];
    private readonly Dictionary<string, JsonElement> _sections = [];

    private TokenizerFile(byte[] bytes)
    {
        _bytes = bytes;
        ReadSections();
        AddedTokens = Section("added_tokens") is { } added ? [.. added.EnumerateArray().Select(AddedToken.Read)] : [];
        Frame = SpecialTokenFrame.Read(Section("post_processor"));
    }

    /// <summary>The tokens besides the model's vocabulary, special ones among them.</summary>
    public IReadOnlyList<AddedToken> AddedTokens { get; }

    /// <summary>What the post-processor puts around a text.</summary>
    public SpecialTokenFrame Frame { get; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="FormatException">It is damaged, or of a kind that is not read here.</exception>
    public static TokenizerFile Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return new TokenizerFile(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new FormatException($"its tokenizer.json cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>A section other than the vocabulary; <c>null</c> where there is none.</summary>
    public JsonElement? Section(string name) =>
        _sections.TryGetValue(name, out var section) && section.ValueKind != JsonValueKind.Null ? section : null;

    /// <summary>Writes the copy for Hugging Face's code.</summary>
    public void WriteCopy(string path)
    {
        using var copy = File.Create(path);
        var from = 0;
        foreach (var leftOut in _leftOut)
        {
            copy.Write(_bytes.AsSpan(from..leftOut.Start.Value));
            copy.Write("null"u8);
            from = leftOut.End.Value;
        }

        copy.Write(_bytes.AsSpan(from));
    }

    // The vocabulary is most of the file, so it is passed over rather than held.
    private void ReadSections()
    {
        var reader = new Utf8JsonReader(_bytes);
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            if (name == "model" && reader.TokenType == JsonTokenType.StartObject)
            {
                PassModel(ref reader);
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            _sections[name] = JsonElement.ParseValue(ref reader);
            if (name is "truncation" or "padding" or "post_processor")
            {
                _leftOut.Add(start..(int)reader.BytesConsumed);
            }
        }

        while (reader.Read())
        {
        }
    }

    private void PassModel(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDropout = reader.ValueTextEquals("dropout"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isDropout)
            {
                _leftOut.Add(start..(int)reader.BytesConsumed);
            }
        }
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException("it is not a JSON object.");
        }
    }
}
