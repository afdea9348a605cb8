using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>
/// Remembers the tokens of words, for tokenizers that split every text before a single blank that a letter follows. There the
/// tokens of a text are those of its words, whatever the words around them, and most words of a text were seen before.
/// </summary>
public sealed class WordCache(NativeTokenizer native)
{
    private const int MostWords = 200_000;
    private const int LongestWord = 48;
    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string NoWords = @" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Upper = @"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]";
    private const string Lower = @"[\p{Ll}\p{Lm}\p{Lo}\p{M}]";

    /// <summary>
    /// The splitting rules of Llama 3, Qwen, gpt-oss and DeepSeek. None of their alternatives has a blank other than as its first
    /// character, or looks past a character that is not a blank: a single blank with a letter behind it always begins a piece.
    /// </summary>
    private static readonly HashSet<string> _known =
    [
        $@"{Contractions}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}{{1,3}}|{NoWords}",
        $@"{Contractions}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}|{NoWords}",
        $@"[^\r\n\p{{L}}\p{{N}}]?{Upper}*{Lower}+{Contractions}?|[^\r\n\p{{L}}\p{{N}}]?{Upper}+{Lower}*{Contractions}?|\p{{N}}{{1,3}}"
            + @"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        @"\p{N}{1,3}",
        "[一-龥\u3040-ゟ゠-ヿ]+",
        """[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^""" + "\r\n" + @"\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[" + "\r\n" + @"]*|\s*["
            + "\r\n" + @"]+|\s+(?!\S)|\s+",
    ];

    private readonly ConcurrentDictionary<string, int[]> _words = new();
    private int _count;

    /// <summary>Whether words can be read one by one without a change to any text's tokens.</summary>
    public static bool IsExactFor(TokenizerFile file) =>
        file.Section("normalizer") is var normalizer && (normalizer is null || IsHarmless(normalizer.Value))
        && file.Section("pre_tokenizer") is { } splitting && IsKnown(splitting)
        && file.AddedTokens.All(token => !token.DependsOnNeighbours && !token.Content.Contains(' '));

    public int[] Encode(string text)
    {
        NativeTokenizer.RefuseLength(text);
        var tokens = new ArrayBufferWriter<int>(16 + (text.Length / 3));
        var lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var start = 0; start < text.Length;)
        {
            var end = NextWord(text, start);
            var word = text.AsSpan(start..end);
            tokens.Write(lookup.TryGetValue(word, out var known) ? known : Read(word.ToString()));
            start = end;
        }

        return tokens.WrittenSpan.ToArray();
    }

    private static int NextWord(string text, int start)
    {
        for (var blank = start + 1; blank < text.Length - 1; blank++)
        {
            if (text[blank] == ' ' && char.IsAsciiLetter(text[blank + 1]) && text[blank - 1] is > ' ' and < '\u007F')
            {
                return blank;
            }
        }

        return text.Length;
    }

    private int[] Read(string word)
    {
        var tokens = native.Encode(word);
        if (word.Length <= LongestWord && _count < MostWords && _words.TryAdd(word, tokens))
        {
            Interlocked.Increment(ref _count);
        }

        return tokens;
    }

    private static bool IsHarmless(JsonElement normalizer) => Kind(normalizer) switch
    {
        "NFC" => true,
        "Sequence" => normalizer.GetProperty("normalizers").EnumerateArray().All(IsHarmless),
        _ => false,
    };

    private static bool IsKnown(JsonElement splitting) =>
        Kind(splitting) == "Sequence"
        && splitting.GetProperty("pretokenizers").EnumerateArray().ToArray() is [.. var splits, var last]
        && splits.Length > 0 && splits.All(IsKnownSplit)
        && Kind(last) == "ByteLevel" && !Is(last, "add_prefix_space") && !Is(last, "use_regex");

    private static bool IsKnownSplit(JsonElement split) =>
        Kind(split) == "Split" && !Is(split, "invert")
        && split.GetProperty("behavior").GetString() == "Isolated"
        && split.GetProperty("pattern").TryGetProperty("Regex", out var regex) && _known.Contains(regex.GetString() ?? "");

    private static string? Kind(JsonElement section) => section.TryGetProperty("type", out var type) ? type.GetString() : null;

    // Both settings are on where a file is silent.
    private static bool Is(JsonElement section, string name) => !section.TryGetProperty(name, out var flag) || flag.ValueKind != JsonValueKind.False;
}
