using System.Text.Json;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>What a server says is wrong, whichever of the usual shapes it uses.</summary>
/// <param name="Message">One line, shortened; never empty.</param>
/// <param name="Code">A machine's word such as <c>content_filter</c>; <c>null</c> where there is none.</param>
/// <param name="Parameter">The parameter it blames; <c>null</c> where it names none.</param>
public sealed record ServerError(string Message, string? Code = null, string? Parameter = null)
{
    /// <summary>
    /// Reads <c>{"error":{"message"}}</c> (OpenAI, newer vLLM), <c>{"error":"…"}</c> (TEI), <c>{"message"}</c> (older
    /// vLLM), <c>{"detail":"…"}</c> and <c>{"detail":[{"loc","msg"}]}</c> (FastAPI), or the bare text.
    /// </summary>
    public static ServerError Read(EndpointResponse reply)
    {
        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            return Read(document.RootElement) ?? new ServerError(Shorten(reply.Body));
        }
        catch (JsonException)
        {
            return new ServerError(
                string.IsNullOrWhiteSpace(reply.Body) ? "no explanation"
                : reply.Body.AsSpan().TrimStart().StartsWith("<") ? "a web page"
                : Shorten(reply.Body));
        }
    }

    /// <summary>Foreign text on one line, without control characters, cut to a length.</summary>
    public static string Shorten(string text, int length = 300)
    {
        var head = text.Length > length * 4 ? text[..(length * 4)] : text;
        var line = string.Join(' ', new string([.. head.Select(letter => char.IsControl(letter) ? ' ' : letter)])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= length ? line : line[..length] + "…";
    }

    /// <summary>The error inside an answer that came with a good status; <c>null</c> when there is none.</summary>
    public static ServerError? ReadWithin(JsonElement reply) =>
        reply.ValueKind == JsonValueKind.Object && reply.TryGetProperty("error", out var error)
        && error.ValueKind is JsonValueKind.Object or JsonValueKind.String ? Read(reply) : null;

    private static ServerError? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (root.TryGetProperty("error", out var error))
        {
            return error.ValueKind == JsonValueKind.Object
                ? Read(error)
                : new ServerError(Shorten(error.ToString()), Text(root, "error_type"));
        }

        if (root.TryGetProperty("detail", out var detail))
        {
            return new ServerError(Shorten(detail.ToString()));
        }

        return Text(root, "message") is { } message
            ? new ServerError(Shorten(message), ReadCode(root), Text(root, "param"))
            : null;
    }

    // Azure says in an inner error which of its policies it means.
    private static string? ReadCode(JsonElement root)
    {
        var code = Text(root, "code") ?? Text(root, "type");
        return root.TryGetProperty("innererror", out var inner) && inner.ValueKind == JsonValueKind.Object && Text(inner, "code") is { } precise
            ? $"{code} {precise}".Trim()
            : code;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
