using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Backends.Servers;

namespace RewardBench2.Evaluation.Checks;

/// <summary>Reads what servers say of themselves.</summary>
public static class ServerFingerprints
{
    public const string Vllm = "vLLM";
    public const string Sglang = "SGLang";

    private const int LongestName = 300;

    /// <summary>TEI's <c>/info</c>; <c>null</c> when it is none.</summary>
    public static string? ConcludeTei(JsonElement info) => Has(info, "model_type") && info.GetProperty("model_type").ValueKind == JsonValueKind.Object
        ? "Text Embeddings Inference."
        : null;

    public static ProbeReport ReadTei(ProbeReport report, JsonElement info)
    {
        var isEmbedding = Has(info.GetProperty("model_type"), "embedding");
        return report with
        {
            Protocol = TeiPredict.Protocol.Name,
            Server = "Text Embeddings Inference",
            Version = Text(info, "version"),
            ServedModel = report.ServedModel ?? Text(info, "served_model_name") ?? Text(info, "model_id"),
            ServerMaxLength = Number(info, "max_input_length"),
            BatchSize = Number(info, "max_client_batch_size"),
            Problem = isEmbedding ? "The server serves an embedding model, which gives no rewards. Serve a sequence classifier." : null,
        };
    }

    /// <summary>The OpenAI family's <c>/v1/models</c>; <c>null</c> when it is none.</summary>
    public static string? ConcludeModels(JsonElement models) => Models(models) is not { Count: > 0 } list ? null
        : list.Count == 1 ? $"Serves {Text(list[0], "id")}{Owner(list[0])}."
        : $"Serves {list.Count} models.";

    public static bool ServesSeveral(JsonElement models) => Models(models) is { Count: > 1 };

    public static ProbeReport ReadModels(ProbeReport report, JsonElement models)
    {
        var list = Models(models) ?? [];
        var chosen = report.ServedModel is { } wanted
            ? list.FirstOrDefault(model => IsNamed(Text(model, "id"), wanted))
            : list.Count == 1 ? list[0] : default;
        if (chosen.ValueKind == JsonValueKind.Undefined)
        {
            // A gateway may serve what it does not list, so only a short list contradicts the submission.
            return report.ServedModel is { } missing && list.Count is > 0 and <= 20
                ? report with { Problem = $"The server does not serve “{missing}”; it serves {string.Join(", ", list.Select(model => Text(model, "id")))}." }
                : report;
        }

        var owner = Text(chosen, "owned_by");
        return report with
        {
            ServedModel = Text(chosen, "id"),
            ServerMaxLength = Number(chosen, "max_model_len"),
            Server = owner switch
            {
                "vllm" => Vllm,
                "sglang" => Sglang,
                "infinity" => "Infinity",
                "llamacpp" => "llama.cpp",
                "library" => "Ollama",
                _ => report.Server,
            },
            Protocol = owner == "infinity" && CanClassify(chosen) ? InfinityClassify.Protocol.Name : report.Protocol,
        };
    }

    /// <summary>SGLang's <c>/model_info</c>; <c>null</c> when it is none.</summary>
    public static string? ConcludeSglang(JsonElement model) => Has(model, "model_path")
        ? IsGenerating(model) ? "SGLang with a language model: it can judge." : "SGLang with a classifier."
        : null;

    public static ProbeReport ReadSglang(ProbeReport report, JsonElement model) => report with
    {
        Server = Sglang,
        Version = Text(model, "version") ?? report.Version,
        ServedModel = report.ServedModel ?? Text(model, "served_model_name") ?? Text(model, "model_path"),
        Protocol = IsGenerating(model) ? JudgeProtocol.Ranking.Name : SglangClassify.Protocol.Name,
    };

    public static string? ConcludeVersion(JsonElement version) => Text(version, "version") is { } number ? $"vLLM {number}." : null;

    /// <summary>The shortest chat there is.</summary>
    public static JsonObject Greeting(string model) => new()
    {
        ["model"] = model,
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Say hello." }),
        ["max_tokens"] = 8,
    };

    // Ollama serves a model without a tag as the latest.
    private static bool IsNamed(string? id, string wanted) => id == wanted || id == wanted + ":latest";

    private static bool CanClassify(JsonElement model) => model.TryGetProperty("capabilities", out var can)
        && can.ValueKind == JsonValueKind.Array && can.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == "classify");

    private static bool IsGenerating(JsonElement model) =>
        model.TryGetProperty("is_generation", out var generates) && generates.ValueKind == JsonValueKind.True;

    private static string Owner(JsonElement model) => Text(model, "owned_by") is { } owner ? $" (owned by {owner})" : "";

    private static List<JsonElement>? Models(JsonElement models) =>
        models.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
            ? [.. data.EnumerateArray().Where(model => model.ValueKind == JsonValueKind.Object && Text(model, "id") is not null)]
            : null;

    private static bool Has(JsonElement element, string name) => element.TryGetProperty(name, out _);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= LongestName } text ? text : null;

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
