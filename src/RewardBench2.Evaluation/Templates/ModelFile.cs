using System.Text.Json;

namespace RewardBench2.Evaluation.Templates;

/// <summary>A JSON object that a model's files consist of.</summary>
internal static class ModelFile
{
    /// <summary>Opens a file's text; <c>null</c> where there is no such file.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="name">The file's name, for the message.</param>
    /// <exception cref="FormatException">It is not a JSON object.</exception>
    public static JsonDocument? Parse(string? json, string name)
    {
        if (json is null)
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new FormatException($"its {name} is not a JSON object");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"its {name} is not JSON", exception);
        }
    }
}
