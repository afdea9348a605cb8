using System.Text;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Backends.Onnx;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

public sealed class WordCacheTests : IDisposable
{
    private const string Llama3 = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private readonly string _parent = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void Words_one_by_one_have_the_tokens_of_the_whole_text() => AssertSameAsWhole(Read(Tokenizer()));

    [Theory]
    [InlineData("qwen3")]
    [InlineData("llama3")]
    [InlineData("deepseek_v3")]
    [InlineData("gptoss")]
    public void So_they_have_in_real_tokenizers(string model) =>
        AssertSameAsWhole(TokenizerFile.Read(Path.Combine(TokenizerOracle.FolderOrSkip(model), "tokenizer.json")));

    [Theory]
    [InlineData("lstrip")]
    [InlineData("rstrip")]
    [InlineData("single_word")]
    public void Tokens_that_take_their_neighbours_into_account_forbid_it(string flag)
    {
        var file = Tokenizer();
        file["added_tokens"]![0]![flag] = true;
        Assert.False(WordCache.IsExactFor(Read(file)));
    }

    [Theory]
    [InlineData("added_tokens", """[{"id": 256, "content": "two words", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}]""")]
    [InlineData("normalizer", """{"type": "Lowercase"}""")]
    [InlineData("normalizer", """{"type": "Prepend", "prepend": "x"}""")]
    [InlineData("pre_tokenizer", "null")]
    [InlineData("pre_tokenizer", """{"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true}""")]
    [InlineData("pre_tokenizer", """{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": true}""")]
    [InlineData("pre_tokenizer", """{"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": ".* "}, "behavior": "Isolated", "invert": false}, {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}]}""")]
    public void Any_other_way_of_splitting_forbids_it(string section, string content)
    {
        var file = Tokenizer();
        file[section] = JsonNode.Parse(content);
        Assert.False(WordCache.IsExactFor(Read(file)));
    }

    private static void AssertSameAsWhole(TokenizerFile file)
    {
        Assert.True(WordCache.IsExactFor(file));
        using var native = NativeTokenizer.Load(file);
        var words = new WordCache(native);
        foreach (var text in TokenizerTexts.All.Concat(Mixtures()))
        {
            var whole = native.Encode(text);
            Assert.Equal(whole, words.Encode(text));
            Assert.Equal(whole, words.Encode(text));
        }
    }

    // Letters, blanks and whatever might bind to them, at random.
    private static IEnumerable<string> Mixtures()
    {
        var random = new Random(2);
        string[] pieces = ["a", "b", "Z", " ", " ", " ", "  ", "\n", "\r\n", "\t", "'s", "'", ".", ",", "!", "1", "23", "é", "e\u0301", "\u0301", "中", "😀", "\u00a0", "\0", "\ud83d", "/", "-", "don't ", " a b ", "<|end|>"];
        return Enumerable.Range(0, 400).Select(_ => string.Concat(Enumerable.Range(0, 30).Select(_ => pieces[random.Next(pieces.Length)])));
    }

    private TokenizerFile Read(JsonObject file) => TokenizerFile.Read(Path.Combine(TokenizerFiles.Write(_parent, file), "tokenizer.json"));

    private static JsonObject Tokenizer()
    {
        var vocabulary = new JsonObject();
        for (var number = 0; number < 256; number++)
        {
            vocabulary[ByteLetter(number)] = number;
        }

        vocabulary["<|end|>"] = 256;
        foreach (var merge in new[] { "Ġa", "Ġb", "ab", "Ġab", "nt", "ĊĊ" })
        {
            vocabulary[merge] = vocabulary.Count;
        }

        return new JsonObject
        {
            ["added_tokens"] = new JsonArray(TokenizerFiles.Special(256, "<|end|>")),
            ["normalizer"] = new JsonObject { ["type"] = "NFC" },
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(
                    new JsonObject { ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = Llama3 }, ["behavior"] = "Isolated", ["invert"] = false },
                    new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = false }),
            },
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary, ["merges"] = new JsonArray("Ġ a", "Ġ b", "a b", "Ġ ab", "n t", "Ċ Ċ") },
        };
    }

    // Visible letters of Latin-1 stand for their own bytes, letters from Ā on for the others in turn.
    private static string ByteLetter(int number)
    {
        static bool IsVisible(int letter) => letter is (>= '!' and <= '~') or (>= '¡' and <= '¬') or (>= '®' and <= 'ÿ');
        var letter = IsVisible(number) ? number : 256 + Enumerable.Range(0, number).Count(before => !IsVisible(before));
        return new Rune(letter).ToString();
    }
}
