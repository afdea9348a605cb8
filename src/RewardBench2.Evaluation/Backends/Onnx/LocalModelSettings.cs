using System.Globalization;
using System.Text.Json;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>What <c>config.json</c> and <c>tokenizer_config.json</c> say about feeding a model and reading its outputs.</summary>
public sealed record LocalModelSettings
{
    /// <summary>Labels of the outputs in their order; empty when the model does not name them.</summary>
    public IReadOnlyList<string> Labels { get; private init; } = [];

    /// <summary>The number of the padding token: the model's own word for it, as some look for it to find a text's end.</summary>
    public int? PadTokenId { get; private init; }

    /// <summary>The padding token as the tokenizer spells it.</summary>
    public string? PadToken { get; private init; }

    /// <summary>Whether shorter texts are filled up on the left.</summary>
    public bool PadsLeft { get; private init; }

    /// <summary>The most tokens that the model has positions for; <c>null</c> when nothing says so.</summary>
    public int? MostTokens { get; private init; }

    /// <exception cref="FormatException">One of the files is damaged.</exception>
    public static LocalModelSettings Read(string folder)
    {
        using var modelFile = ReadJson(folder, "config.json");
        using var tokenizerFile = ReadJson(folder, "tokenizer_config.json");
        var model = modelFile?.RootElement;
        var tokenizer = tokenizerFile?.RootElement;
        return new LocalModelSettings
        {
            Labels = ReadLabels(model),
            PadTokenId = Number(model, "pad_token_id") is >= 0 and < int.MaxValue and var id ? (int)id : null,
            PadToken = Text(tokenizer, "pad_token") ?? Text(tokenizer, "eos_token"),
            PadsLeft = Text(tokenizer, "padding_side") == "left",
            MostTokens = ReadMostTokens(model, tokenizer),
        };
    }

    /// <summary>Opens a JSON object in a model's folder; <c>null</c> when the file is not there.</summary>
    /// <exception cref="FormatException">It is not a JSON object.</exception>
    internal static JsonDocument? ReadJson(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        return ModelFile.Parse(File.Exists(file) ? File.ReadAllText(file) : null, name);
    }

    // Learned positions end where the table ends; some of their tables begin late, which only the tokenizer's length tells.
    // Rotary ones reach further than the tokenizer says.
    private static int? ReadMostTokens(JsonElement? model, JsonElement? tokenizer)
    {
        var isRotary = model is { } config && config.EnumerateObject().Any(setting => setting.Name.StartsWith("rope_", StringComparison.Ordinal));
        double?[] limits = [Number(model, "max_position_embeddings"), isRotary ? null : Number(tokenizer, "model_max_length")];
        return limits.Where(limit => limit is > 0 and < 10_000_000).Min() is { } least ? (int)least : null;
    }

    private static string[] ReadLabels(JsonElement? model) =>
        model is { } config && config.TryGetProperty("id2label", out var labels) && labels.ValueKind == JsonValueKind.Object
            ? [.. labels.EnumerateObject()
                .Select(label => (Number: int.TryParse(label.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue, label.Value))
                .OrderBy(label => label.Number)
                .Select(label => label.Value.ToString())]
            : [];

    private static double? Number(JsonElement? file, string name) =>
        file is { } found && found.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;

    // A token is written as its text, or as an object with its content.
    private static string? Text(JsonElement? file, string name)
    {
        if (file is not { } found || !found.TryGetProperty(name, out var text))
        {
            return null;
        }

        if (text.ValueKind == JsonValueKind.Object && text.TryGetProperty("content", out var content))
        {
            text = content;
        }

        return text.ValueKind == JsonValueKind.String ? text.GetString() : null;
    }
}
