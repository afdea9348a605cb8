using System.Text.Json;
using System.Text.RegularExpressions;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>What a server says is wrong, whichever of the usual shapes it uses.</summary>
/// <param name="Message">One line, shortened; never empty.</param>
/// <param name="Code">A machine's word such as <c>content_filter</c>; <c>null</c> where there is none.</param>
/// <param name="Parameter">The parameter it blames; <c>null</c> where it names none.</param>
public sealed partial record ServerError(string Message, string? Code = null, string? Parameter = null)
{
    // A message may name the limits of a day beside the one of a minute that was reached: a short wait says which.
    private static readonly TimeSpan ShortWait = TimeSpan.FromMinutes(2);

    private static readonly string[] MessageNames = ["message", "Message", "msg", "error_message"];

    /// <summary>A quota of a day or a month, or the money, is used up: waiting for minutes does not help.</summary>
    public bool IsUsedUp { get; private init; }

    /// <summary>
    /// Reads <c>{"error":{"message"}}</c> (OpenAI, newer vLLM), the same in a list (Gemini), <c>{"error":"…"}</c> (TEI),
    /// <c>{"message"}</c> (older vLLM), <c>{"detail":"…"}</c> and <c>{"detail":[{"loc","msg"}]}</c> (FastAPI), or the bare text.
    /// </summary>
    public static ServerError Read(EndpointResponse response) =>
        Parse(response.Body) with
        {
            IsUsedUp = response.Status is 400 or 403 or 429 && (UsedUp().IsMatch(response.Body)
                || (response.Status == 429 && !(response.RetryAfter <= ShortWait) && LongLimit().IsMatch(response.Body))),
        };

    /// <summary>Foreign text on one line, without control characters, cut to a length.</summary>
    public static string Shorten(string text, int length = 300)
    {
        var head = text.Length > length * 4 ? text[..(length * 4)] : text;
        var line = string.Join(' ', new string([.. head.Select(letter => char.IsControl(letter) ? ' ' : letter)])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return Excerpt.Shorten(line, length);
    }

    /// <summary>The error inside a response that came with a good status; <c>null</c> when there is none.</summary>
    public static ServerError? ReadWithin(JsonElement response) =>
        response.ValueKind == JsonValueKind.Object && response.TryGetProperty("error", out var error)
        && error.ValueKind is JsonValueKind.Object or JsonValueKind.String ? Read(response) : null;

    private static ServerError Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement) ?? new ServerError(Bare(body));
        }
        catch (JsonException)
        {
            return new ServerError(Bare(body));
        }
    }

    private static string Bare(string body) =>
        Shorten(body) is not { Length: > 0 } text ? "no explanation"
        : !text.StartsWith('<') ? text
        : PageTitle().Match(body) is { Success: true } title ? $"a web page titled “{Shorten(title.Groups[1].Value, 80)}”"
        : "a web page";

    private static ServerError? Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            return Read(root[0]);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            return error.ValueKind == JsonValueKind.Object ? Read(error)
                : Shorten(error.ToString()) is { Length: > 0 } text ? new ServerError(text, Text(root, "error_type"))
                : null;
        }

        if (root.TryGetProperty("detail", out var detail) && Shorten(detail.ToString()) is { Length: > 0 } details)
        {
            return new ServerError(details, Parameter: Location(detail));
        }

        return MessageNames.Select(name => Text(root, name)).FirstOrDefault(text => text is not null) is { } message && Shorten(message) is { Length: > 0 } said
            ? new ServerError(said, ReadCode(root), Text(root, "param"))
            : null;
    }

    // FastAPI names the field as the last part of the first mistake's place: ["body", "use_activation"].
    private static string? Location(JsonElement detail) =>
        detail.ValueKind == JsonValueKind.Array && detail.GetArrayLength() > 0 && detail[0].ValueKind == JsonValueKind.Object
        && detail[0].TryGetProperty("loc", out var place) && place.ValueKind == JsonValueKind.Array && place.GetArrayLength() > 0
        && place[place.GetArrayLength() - 1] is { ValueKind: JsonValueKind.String } last
            ? last.GetString()
            : null;

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

    [GeneratedRegex("<title[^>]*>([^<]{1,200})", RegexOptions.IgnoreCase)]
    private static partial Regex PageTitle();

    [GeneratedRegex(
        @"insufficient_quota|exceeded_current_quota|billing_hard_limit|billing_not_active|credit balance|key limit exceeded|余额不足|""code""\s*:\s*""1113""",
        RegexOptions.IgnoreCase)]
    private static partial Regex UsedUp();

    [GeneratedRegex(@"per[ _-]?(?:day|week|month)|\((?:RPD|TPD)\)|\b(?:daily|weekly|monthly)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LongLimit();
}
