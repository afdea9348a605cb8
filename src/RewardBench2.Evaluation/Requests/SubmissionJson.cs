using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RewardBench2.Evaluation.Requests;

/// <summary>How submissions are written as JSON, in the API and in the database.</summary>
public static class SubmissionJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    // Of two values of one name nobody could say which is meant.
    private static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a submission as it was stored.</summary>
    public static SubmissionRequest Parse(string stored) => JsonSerializer.Deserialize<SubmissionRequest>(stored, Options)!;

    /// <summary>Writes a submission as it is stored.</summary>
    public static string Write(SubmissionRequest request) => JsonSerializer.Serialize(request, Options);

    /// <summary>Reads a visitor's body.</summary>
    /// <returns>The submission, or why it is none.</returns>
    /// <exception cref="JsonException">It is not JSON, or a field has a value of another type.</exception>
    public static async Task<(SubmissionRequest? Request, Refusal? Refusal)> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var json = await JsonNode.ParseAsync(body, documentOptions: Strict, cancellationToken: cancellationToken) as JsonObject
            ?? throw new JsonException("A submission is one JSON object.");
        return json.TryGetPropertyValue("backend", out var backend) && backend is JsonObject named && UnknownKind(named) is { } refusal
            ? (null, refusal)
            : (json.Deserialize<SubmissionRequest>(Options), null);
    }

    private static Refusal? UnknownKind(JsonObject backend)
    {
        var kind = backend.TryGetPropertyValue("kind", out var value) && value is JsonValue text && text.TryGetValue<string>(out var name) ? name : null;
        var choices = string.Join(", ", BackendRequest.Kinds.Select(known => $"'{known}'"));
        return kind is null ? new Refusal("backend.kind", $"Say where the rewards come from: backend.kind is one of {choices}; a file of scores is uploaded as a form.")
            : BackendRequest.Kinds.Contains(kind) ? null
            : new Refusal("backend.kind", $"'{Refusal.Shorten(kind)}' is not a backend kind. Choose one of {choices}.");
    }
}
