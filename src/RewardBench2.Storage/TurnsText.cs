using System.Text.Encodings.Web;
using System.Text.Json;
using RewardBench2.Benchmark;

namespace RewardBench2.Storage;

/// <summary>Earlier turns of a conversation as the database keeps them.</summary>
internal static class TurnsText
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Write(IReadOnlyList<Turn> turns) => turns.Count == 0 ? null : JsonSerializer.Serialize(turns, Options);

    public static IReadOnlyList<Turn> Read(string? text) => text is null ? [] : JsonSerializer.Deserialize<Turn[]>(text, Options)!;
}
