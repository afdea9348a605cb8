using System.Text.Json;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>Finds the chat template that a model's folder brings along.</summary>
public static class LocalChatTemplate
{
    /// <summary>Whether the folder has a chat template.</summary>
    /// <exception cref="FormatException">The file where it may be written is damaged.</exception>
    public static bool Exists(string folder) => !string.IsNullOrWhiteSpace(Find(folder));

    /// <summary>Reads <c>chat_template.jinja</c>, or the template in <c>tokenizer_config.json</c>.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    /// <exception cref="ChatTemplateException">It cannot be read.</exception>
    public static ChatTemplate Read(string folder) =>
        ChatTemplate.Parse(Find(folder)) ?? throw new FormatException("it has no chat template; submit one");

    private static string? Find(string folder)
    {
        var file = Path.Combine(folder, "chat_template.jinja");
        return File.Exists(file) ? File.ReadAllText(file) : InConfiguration(folder);
    }

    private static string? InConfiguration(string folder)
    {
        using var configuration = LocalModelSettings.ReadJson(folder, "tokenizer_config.json");
        return configuration?.RootElement.TryGetProperty("chat_template", out var template) != true ? null : template.ValueKind switch
        {
            JsonValueKind.String => template.GetString(),

            // Some models bring several, by name.
            JsonValueKind.Array => template.EnumerateArray()
                .Where(named => Text(named, "name") == "default")
                .Select(named => Text(named, "template"))
                .FirstOrDefault(),
            _ => null,
        };
    }

    private static string? Text(JsonElement named, string property) =>
        named.ValueKind == JsonValueKind.Object && named.TryGetProperty(property, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
