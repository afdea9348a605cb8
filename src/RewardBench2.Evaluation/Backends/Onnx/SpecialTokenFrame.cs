using System.Text.Json;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>The tokens that a tokenizer's post-processor puts before and after a text, such as <c>[CLS]</c> and <c>[SEP]</c>.</summary>
public sealed record SpecialTokenFrame(IReadOnlyList<int> Before, IReadOnlyList<int> After)
{
    public static SpecialTokenFrame None { get; } = new([], []);

    public int Count => Before.Count + After.Count;

    /// <summary>Reads the section <c>post_processor</c> of a <c>tokenizer.json</c>.</summary>
    /// <exception cref="FormatException">It is of a kind that is not known here.</exception>
    public static SpecialTokenFrame Read(JsonElement? postProcessor) => postProcessor is not { } section ? None : Kind(section) switch
    {
        // It changes where a token stands in the text, not which token it is.
        "ByteLevel" => None,
        "BertProcessing" or "RobertaProcessing" => new([Id(section, "cls")], [Id(section, "sep")]),
        "TemplateProcessing" => ReadTemplate(section),
        "Sequence" => section.GetProperty("processors").EnumerateArray()
            .Aggregate(None, (inner, next) => Read(next) is var outer
                ? new([.. outer.Before, .. inner.Before], [.. inner.After, .. outer.After])
                : inner),
        var other => throw new FormatException($"its tokenizer.json has a post-processor of the kind {other}, which is not known here"),
    };

    private static string? Kind(JsonElement section) => section.GetProperty("type").GetString();

    // Written as a pair: ["[CLS]", 101].
    private static int Id(JsonElement section, string name) => section.GetProperty(name)[1].GetInt32();

    private static SpecialTokenFrame ReadTemplate(JsonElement section)
    {
        var (before, after, texts) = (new List<int>(), new List<int>(), 0);
        foreach (var piece in section.GetProperty("single").EnumerateArray())
        {
            if (piece.TryGetProperty("SpecialToken", out var token))
            {
                var ids = section.GetProperty("special_tokens").GetProperty(token.GetProperty("id").GetString() ?? "").GetProperty("ids");
                (texts == 0 ? before : after).AddRange(ids.EnumerateArray().Select(id => id.GetInt32()));
            }
            else
            {
                texts++;
            }
        }

        return texts == 1
            ? new(before, after)
            : throw new FormatException($"its tokenizer.json has a post-processor that writes a text {texts} times, and once is what is known here");
    }
}
