using System.Text.Json.Nodes;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

/// <summary>Sequence classifiers of a few operations: each token has one number, and the reward is made of those of a text.</summary>
public static class TinyOnnxModel
{
    /// <summary>Makes a folder with model, tokenizer and template; each letter of the ASCII table is a token with its own id.</summary>
    /// <param name="numberOfToken">The number of each token, for a model whose reward is their mean; such a model ignores the mask.</param>
    public static string WriteFolder(string parent, Func<int, float> numberOfToken) => WriteFolder(parent, Mean(numberOfToken));

    public static string WriteFolder(string parent, OnnxGraphWriter graph)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "tiny-rm")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), graph.ToBytes());
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Tokenizer());
        File.WriteAllText(Path.Combine(folder, "chat_template.jinja"), "{% for m in messages %}{{ m.content }}{% if not loop.last %}<sep>{% endif %}{% endfor %}");
        return folder;
    }

    /// <summary>The mean over every column, padding included.</summary>
    public static OnnxGraphWriter Mean(Func<int, float> numberOfToken) => Numbers(numberOfToken)
        .Add("ReduceMean", ["numbers"], "logits", ("axes", [1]), ("keepdims", [0]))
        .Output("logits", OnnxGraphWriter.F32, 0);

    /// <summary>The sum where the mask is one, each number times its position plus one.</summary>
    public static OnnxGraphWriter MaskedSum(Func<int, float> numberOfToken) => Numbers(numberOfToken)
        .Input("position_ids")
        .Input("token_type_ids")
        .Constant("one", [1f], 1)
        .Constant("axis", [1L], 1)
        .Add("Cast", ["attention_mask"], "mask", ("to", [OnnxGraphWriter.F32]))
        .Add("Cast", ["position_ids"], "places", ("to", [OnnxGraphWriter.F32]))
        .Add("Add", ["places", "one"], "factors")
        .Add("Mul", ["numbers", "factors"], "weighted")
        .Add("Mul", ["weighted", "mask"], "kept")
        .Add("ReduceSum", ["kept", "axis"], "logits", ("keepdims", [1]))
        .Output("logits", OnnxGraphWriter.F32, 0, 1);

    /// <summary>The number in the last column, as decoders have it that were exported without a padding token.</summary>
    public static OnnxGraphWriter LastColumn(Func<int, float> numberOfToken) => Numbers(numberOfToken)
        .Constant("last", [-1L])
        .Add("Gather", ["numbers", "last"], "logits", ("axis", [1]))
        .Output("logits", OnnxGraphWriter.F32, 0);

    /// <summary>The number of the last token that is not padding, which is found by its id.</summary>
    public static OnnxGraphWriter LastBeforePadding(Func<int, float> numberOfToken, long padding) => Numbers(numberOfToken)
        .Constant("padding", [padding], 1)
        .Constant("axis", [1L], 1)
        .Constant("one", [1L], 1)
        .Add("Equal", ["input_ids", "padding"], "isPadding")
        .Add("Not", ["isPadding"], "isText")
        .Add("Cast", ["isText"], "ones", ("to", [OnnxGraphWriter.I64]))
        .Add("ReduceSum", ["ones", "axis"], "lengths", ("keepdims", [1]))
        .Add("Sub", ["lengths", "one"], "last")
        .Add("GatherElements", ["numbers", "last"], "logits", ("axis", [1]))
        .Output("logits", OnnxGraphWriter.F32, 0, 1);

    /// <summary>Each token's number, from inputs of the usual names.</summary>
    public static OnnxGraphWriter Numbers(Func<int, float> numberOfToken, int type = OnnxGraphWriter.I64, long rows = 0, long length = 0) =>
        new OnnxGraphWriter()
            .Input("input_ids", type, rows, length)
            .Input("attention_mask", type, rows, length)
            .Constant("embedding", [.. Enumerable.Range(0, 128).Select(numberOfToken)], 128)
            .Add("Gather", ["embedding", "input_ids"], "numbers");

    // Byte-level tokenizers write a blank as Ġ and a line break as Ċ; letters stand for themselves.
    private static string Tokenizer()
    {
        var vocabulary = new JsonObject { ["<sep>"] = 1, ["<pad>"] = 2, ["Ġ"] = 32, ["Ċ"] = 10 };
        for (var letter = '!'; letter < 127; letter++)
        {
            vocabulary[letter.ToString()] = (int)letter;
        }

        return new JsonObject
        {
            ["added_tokens"] = new JsonArray(TokenizerFiles.Special(1, "<sep>"), TokenizerFiles.Special(2, "<pad>")),
            ["pre_tokenizer"] = TokenizerFiles.ByteLevel(),
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary, ["merges"] = new JsonArray() },
        }.ToJsonString();
    }
}
