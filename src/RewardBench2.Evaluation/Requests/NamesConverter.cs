using System.Text.Json;
using System.Text.Json.Serialization;

namespace RewardBench2.Evaluation.Requests;

/// <summary>One name, or a list of names.</summary>
public sealed class NamesConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => [reader.GetString()!],
        JsonTokenType.StartArray => JsonSerializer.Deserialize<string[]>(ref reader, options),
        JsonTokenType.Null => null,
        _ => throw new JsonException("A benchmark is named by a text, several by a list of texts."),
    };

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}
