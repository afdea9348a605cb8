using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Backends.Onnx;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

public sealed class LocalTokenizerTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void Special_tokens_are_added_where_no_chat_template_writes_them()
    {
        var folder = TokenizerFiles.Write(_parent, TokenizerFiles.WordPiece());
        Assert.Equal([2, 7, 3], Encode(folder, "model"));

        File.WriteAllText(Path.Combine(folder, "chat_template.jinja"), "{{ messages[0].content }}");
        Assert.Equal([7], Encode(folder, "model"));
    }

    [Theory]
    [InlineData("""{"chat_template": "{{ messages[0].content }}"}""", false)]
    [InlineData("""{"chat_template": [{"name": "default", "template": "{{ messages[0].content }}"}, {"name": "tool_use", "template": "x"}]}""", false)]
    [InlineData("""{"chat_template": null}""", true)]
    [InlineData("""{"model_max_length": 512}""", true)]
    public void A_chat_template_is_found_in_the_configuration_too(string configuration, bool addsSpecialTokens)
    {
        var folder = TokenizerFiles.Write(_parent, TokenizerFiles.WordPiece());
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), configuration);
        Assert.Equal(addsSpecialTokens ? [2, 7, 3] : [7], Encode(folder, "model"));
    }

    [Fact]
    public void A_submitted_template_that_begins_with_a_special_token_writes_them_all()
    {
        var folder = TokenizerFiles.Write(_parent, TokenizerFiles.SentencePiece());
        using var marked = LocalTokenizer.Open(folder, sample: "<s>ab");
        using var plain = LocalTokenizer.Open(folder, sample: "ab");

        Assert.Equal([1, 267, 261], marked.Encode("<s>ab"));
        Assert.Equal([1, 267, 261], plain.Encode("ab"));
    }

    [Fact]
    public void Truncation_and_padding_in_the_file_change_no_text()
    {
        var file = TokenizerFiles.WordPiece();
        file["truncation"] = new JsonObject { ["direction"] = "Right", ["max_length"] = 3, ["strategy"] = "LongestFirst", ["stride"] = 0 };
        file["padding"] = new JsonObject
        {
            ["strategy"] = new JsonObject { ["Fixed"] = 20 }, ["direction"] = "Right", ["pad_to_multiple_of"] = null, ["pad_id"] = 0, ["pad_type_id"] = 0, ["pad_token"] = "[PAD]",
        };
        Assert.Equal([2, 7, 7, 7, 7, 3], Encode(TokenizerFiles.Write(_parent, file), "model model model model"));
    }

    [Fact]
    public void Merges_are_not_dropped_at_random()
    {
        var file = TokenizerFiles.SentencePiece();
        file["model"]!["dropout"] = 0.9;
        Assert.Equal([1, 267, 261, 262], Encode(TokenizerFiles.Write(_parent, file), "abc"));
    }

    [Fact]
    public void A_text_is_cut_on_the_right_and_keeps_what_is_added()
    {
        using var tokenizer = LocalTokenizer.Open(TokenizerFiles.Write(_parent, TokenizerFiles.WordPiece()));

        var (cut, wasCut) = tokenizer.Encode("model reward a", 4);
        Assert.Equal([2, 7, 5, 3], cut);
        Assert.True(wasCut);

        var (whole, wasWholeCut) = tokenizer.Encode("model reward", 4);
        Assert.Equal([2, 7, 5, 3], whole);
        Assert.False(wasWholeCut);
    }

    [Fact]
    public void Halves_of_surrogate_pairs_are_read_as_the_replacement_character()
    {
        using var tokenizer = LocalTokenizer.Open(TokenizerFiles.Write(_parent, TokenizerFiles.SentencePiece()));
        var expected = tokenizer.Encode("a\ufffdb");
        Assert.Equal(expected, tokenizer.Encode("a\ud83db"));
        Assert.Equal(expected, tokenizer.Encode("a\ude00b"));
        Assert.Equal(tokenizer.Encode("a\ufffd"), tokenizer.Encode("a\ud83d"));
        Assert.Equal([1, 259, 243, 162, 155, 131], tokenizer.Encode("\ud83d\ude00"));
    }

    [Fact]
    public void Nul_and_nothing_are_texts_like_others()
    {
        using var tokenizer = LocalTokenizer.Open(TokenizerFiles.Write(_parent, TokenizerFiles.SentencePiece()));
        Assert.Equal([1, 267, 3, 261], tokenizer.Encode("a\0b"));
        Assert.Equal([1], tokenizer.Encode(""));
    }

    [Fact]
    public void A_long_text_is_read_whole_and_a_monstrous_one_refused()
    {
        using var tokenizer = LocalTokenizer.Open(TokenizerFiles.Write(_parent, TokenizerFiles.WordPiece()));
        Assert.Equal(200_002, tokenizer.Encode(string.Concat(Enumerable.Repeat("model ", 200_000))).Length);

        var refused = Assert.Throws<FormatException>(() => tokenizer.Encode(new string(' ', NativeTokenizer.LongestText + 1)));
        Assert.Contains("too long", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_share_a_tokenizer_while_others_come_and_go()
    {
        var folder = TokenizerFiles.Write(_parent, TokenizerFiles.SentencePiece());
        using var tokenizer = LocalTokenizer.Open(folder);
        Parallel.For(0, 2_000, number =>
        {
            if (number % 50 == 0)
            {
                using var other = LocalTokenizer.Open(folder);
                Assert.Equal([1, 267, 261], other.Encode("ab"));
            }

            Assert.Equal([1, .. Enumerable.Repeat(267, 1 + (number % 7))], tokenizer.Encode(string.Join(' ', Enumerable.Repeat("a", 1 + (number % 7)))));
        });
    }

    [Fact]
    public void A_folder_without_the_file_is_named_with_what_to_do()
    {
        var refused = Assert.Throws<FormatException>(() => LocalTokenizer.Open(_parent));
        Assert.Contains("tokenizer.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_parent, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 0}""")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["a b"]}}""")]
    [InlineData("""{"model": {"type": "Unigram", "vocab": [], "unk_id": 0}}""")]
    [InlineData("""{"post_processor": {"type": "Unheard"}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""")]
    [InlineData("""{"post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "x", "type_id": 0}}], "special_tokens": {}}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""")]
    [InlineData("""{"normalizer": {"type": "Precompiled", "precompiled_charsmap": "AAAA"}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""")]
    [InlineData("""{"normalizer": {"type": "Sequence", "normalizers": [{"type": "Precompiled", "precompiled_charsmap": "/////wAA"}]}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""")]
    [InlineData("""{"pre_tokenizer": {"type": "FixedLength", "length": 0}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""")]
    public void A_damaged_file_is_refused(string file)
    {
        File.WriteAllText(Path.Combine(_parent, "tokenizer.json"), file);
        Assert.Contains("tokenizer.json", Assert.Throws<FormatException>(() => LocalTokenizer.Open(_parent)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_of_the_byte_order_is_passed_over()
    {
        var folder = TokenizerFiles.Write(_parent, TokenizerFiles.WordPiece());
        var file = Path.Combine(folder, "tokenizer.json");
        File.WriteAllBytes(file, [.. "\uFEFF"u8, .. File.ReadAllBytes(file)]);
        Assert.Equal([2, 7, 3], Encode(folder, "model"));
    }

    private static int[] Encode(string folder, string text)
    {
        using var tokenizer = LocalTokenizer.Open(folder);
        return tokenizer.Encode(text);
    }
}
