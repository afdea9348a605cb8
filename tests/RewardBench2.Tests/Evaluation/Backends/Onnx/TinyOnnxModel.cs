using System.Text;
using System.Text.Json.Nodes;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

/// <summary>
/// Writes a sequence classifier of three operations: each token has one number, and the reward is their mean.
/// The file is ONNX's protobuf, written by hand, so that no model has to be kept or downloaded.
/// </summary>
public static class TinyOnnxModel
{
    /// <summary>Makes a folder with model, tokenizer and template; each letter of the ASCII table is a token with its own id.</summary>
    public static string WriteFolder(string parent, Func<int, float> numberOfToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "tiny-rm")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), Model([.. Enumerable.Range(0, 128).Select(numberOfToken)]));
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Tokenizer());
        File.WriteAllText(Path.Combine(folder, "chat_template.jinja"), "{% for m in messages %}{{ m.content }}{% if not loop.last %}<sep>{% endif %}{% endfor %}");
        return folder;
    }

    // Byte-level tokenizers write a blank as Ġ and a line break as Ċ; letters stand for themselves.
    private static string Tokenizer()
    {
        var vocabulary = new JsonObject { ["Ġ"] = 32, ["Ċ"] = 10 };
        for (var letter = '!'; letter < 127; letter++)
        {
            vocabulary[letter.ToString()] = (int)letter;
        }

        return new JsonObject
        {
            ["added_tokens"] = new JsonArray(new JsonObject { ["id"] = 1, ["content"] = "<sep>", ["special"] = true }),
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel" },
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary, ["merges"] = new JsonArray() },
        }.ToJsonString();
    }

    private static byte[] Model(float[] numbers)
    {
        var embedding = Message(
            Number(1, numbers.Length), Number(1, 1), Number(2, 1), Text(8, "embedding"), Bytes(9, [.. numbers.SelectMany(BitConverter.GetBytes)]));
        var axes = Message(Text(1, "axes"), Number(8, 1), Number(20, 7));
        var keep = Message(Text(1, "keepdims"), Number(3, 0), Number(20, 2));
        var graph = Message(
            Bytes(1, Message(Text(1, "embedding"), Text(1, "input_ids"), Text(2, "numbers"), Text(4, "Gather"))),
            Bytes(1, Message(Text(1, "numbers"), Text(2, "logits"), Text(4, "ReduceMean"), Bytes(5, axes), Bytes(5, keep))),
            Text(2, "tiny"),
            Bytes(5, embedding),
            Bytes(11, Value("input_ids", type: 7, Text(2, "batch"), Text(2, "tokens"))),
            Bytes(11, Value("attention_mask", type: 7, Text(2, "batch"), Text(2, "tokens"))),
            Bytes(12, Value("logits", type: 1, Text(2, "batch"), Number(1, 1))));
        return Message(Number(1, 8), Bytes(7, graph), Bytes(8, Message(Text(1, ""), Number(2, 13))));
    }

    private static byte[] Value(string name, int type, params byte[][] dimensions)
    {
        var shape = Message([.. dimensions.Select(dimension => Bytes(1, dimension))]);
        return Message(Text(1, name), Bytes(2, Message(Bytes(1, Message(Number(1, type), Bytes(2, shape))))));
    }

    private static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    private static byte[] Number(int field, long number) => [.. Varint((ulong)field << 3), .. Varint((ulong)number)];

    private static byte[] Bytes(int field, byte[] bytes) => [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)bytes.Length), .. bytes];

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static IEnumerable<byte> Varint(ulong number)
    {
        for (; number >= 128; number >>= 7)
        {
            yield return (byte)(number | 128);
        }

        yield return (byte)number;
    }
}
