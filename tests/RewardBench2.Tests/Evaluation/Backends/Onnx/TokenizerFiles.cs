using System.Text.Json.Nodes;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

/// <summary>Small tokenizers of each kind, in the format of <c>tokenizer.json</c>.</summary>
public static class TokenizerFiles
{
    /// <summary>A folder with nothing but this tokenizer.</summary>
    public static string Write(string parent, JsonObject tokenizer)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "tokenizer")).FullName;
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), tokenizer.ToJsonString());
        return folder;
    }

    /// <summary>As BERT has it: lower case without accents, words, pieces that go on with ##.</summary>
    public static JsonObject WordPiece()
    {
        string[] words =
        [
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "reward", "##s", "model", "##ling", "un", "##believ", "##able", "naive", ",", ".", "!", "'", "a", "##b", "##c", "中", "文", "2", "##0", "##5",
        ];
        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. words.Take(5).Select((word, id) => Special(id, word))]),
            ["normalizer"] = new JsonObject { ["type"] = "BertNormalizer", ["clean_text"] = true, ["handle_chinese_chars"] = true, ["strip_accents"] = null, ["lowercase"] = true },
            ["pre_tokenizer"] = new JsonObject { ["type"] = "BertPreTokenizer" },
            ["post_processor"] = Template("[CLS]", 2, "[SEP]", 3),
            ["decoder"] = null,
            ["model"] = new JsonObject
            {
                ["type"] = "WordPiece",
                ["unk_token"] = "[UNK]",
                ["continuing_subword_prefix"] = "##",
                ["max_input_chars_per_word"] = 100,
                ["vocab"] = Numbered(words),
            },
        };
    }

    /// <summary>As XLM-RoBERTa has it: the likeliest pieces, a mark for each blank.</summary>
    public static JsonObject Unigram() => new()
    {
        ["version"] = "1.0",
        ["truncation"] = null,
        ["padding"] = null,
        ["added_tokens"] = new JsonArray(Special(0, "<s>"), Special(1, "</s>"), Special(2, "<unk>")),
        ["normalizer"] = new JsonObject
        {
            ["type"] = "Sequence",
            ["normalizers"] = new JsonArray(
                new JsonObject { ["type"] = "NFKC" },
                new JsonObject { ["type"] = "Replace", ["pattern"] = new JsonObject { ["Regex"] = " {2,}" }, ["content"] = " " }),
        },
        ["pre_tokenizer"] = new JsonObject { ["type"] = "Metaspace", ["replacement"] = "▁", ["prepend_scheme"] = "always", ["split"] = true },
        ["post_processor"] = new JsonObject
        {
            ["type"] = "RobertaProcessing",
            ["sep"] = new JsonArray("</s>", 1),
            ["cls"] = new JsonArray("<s>", 0),
            ["trim_offsets"] = true,
            ["add_prefix_space"] = true,
        },
        ["decoder"] = null,
        ["model"] = new JsonObject
        {
            ["type"] = "Unigram",
            ["unk_id"] = 2,
            ["vocab"] = Scored(
                ("<s>", 0), ("</s>", 0), ("<unk>", 0), ("▁", -3), ("▁reward", -4), ("▁re", -5), ("ward", -5.5), ("s", -4), ("▁model", -4.5), ("▁mod", -5),
                ("el", -5), ("a", -6), ("b", -6.5), ("fi", -7), ("ab", -8), ("1", -6), ("▁a", -5)),
            ["byte_fallback"] = false,
        },
    };

    /// <summary>As Llama 2 has it: SentencePiece's merges, and bytes for what the vocabulary lacks.</summary>
    public static JsonObject SentencePiece()
    {
        string[] pieces =
        [
            "<unk>", "<s>", "</s>", .. Enumerable.Range(0, 256).Select(number => $"<0x{number:X2}>"), "▁", "a", "b", "c", "r", "e", "w", "d", "▁a", "ab", "re", "rd", "▁▁", "▁re", "abc",
        ];
        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(Special(0, "<unk>"), Special(1, "<s>"), Special(2, "</s>")),
            ["normalizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["normalizers"] = new JsonArray(
                    new JsonObject { ["type"] = "Prepend", ["prepend"] = "▁" },
                    new JsonObject { ["type"] = "Replace", ["pattern"] = new JsonObject { ["String"] = " " }, ["content"] = "▁" }),
            },
            ["pre_tokenizer"] = null,
            ["post_processor"] = Template("<s>", 1),
            ["decoder"] = null,
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = "<unk>",
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = true,
                ["byte_fallback"] = true,
                ["ignore_merges"] = false,
                ["vocab"] = Numbered(pieces),
                ["merges"] = new JsonArray("▁ a", "a b", "r e", "r d", "▁ ▁", "▁ re", "ab c"),
            },
        };
    }

    public static JsonObject Special(int id, string content) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = true,
    };

    public static JsonObject ByteLevel() => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = true };

    /// <summary>A post-processor that writes a token before each text, and maybe one after.</summary>
    public static JsonObject Template(string before, int beforeId, string? after = null, int afterId = 0)
    {
        JsonObject Token(string token) => new() { ["SpecialToken"] = new JsonObject { ["id"] = token, ["type_id"] = 0 } };
        JsonObject Text(string text) => new() { ["Sequence"] = new JsonObject { ["id"] = text, ["type_id"] = 0 } };
        JsonObject Ids(string token, int id) => new() { ["id"] = token, ["ids"] = new JsonArray(id), ["tokens"] = new JsonArray(token) };
        var tokens = new JsonObject { [before] = Ids(before, beforeId) };
        var single = new JsonArray(Token(before), Text("A"));
        var pair = new JsonArray(Token(before), Text("A"), Text("B"));
        if (after is not null)
        {
            tokens[after] = Ids(after, afterId);
            single.Add(Token(after));
            pair.Add(Token(after));
        }

        return new JsonObject { ["type"] = "TemplateProcessing", ["single"] = single, ["pair"] = pair, ["special_tokens"] = tokens };
    }

    private static JsonObject Numbered(IEnumerable<string> tokens) =>
        new(tokens.Select((token, id) => KeyValuePair.Create<string, JsonNode?>(token, id)));

    private static JsonArray Scored(params (string Piece, double Score)[] pieces) =>
        new([.. pieces.Select(piece => new JsonArray(piece.Piece, piece.Score))]);
}
