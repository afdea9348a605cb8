using System.Text.Json;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>Finds the chat template that a model's folder brings along.</summary>
public static class LocalChatTemplate
{
    /// <summary>Reads <c>chat_template.jinja</c>, or the template in <c>tokenizer_config.json</c>.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    /// <exception cref="ChatTemplateException">It cannot be read.</exception>
    public static ChatTemplate Read(string folder)
    {
        var file = Path.Combine(folder, "chat_template.jinja");
        var text = File.Exists(file) ? File.ReadAllText(file) : InConfiguration(Path.Combine(folder, "tokenizer_config.json"));
        return ChatTemplate.Parse(text) ?? throw new FormatException("it has no chat template; submit one");
    }

    private static string? InConfiguration(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var configuration = JsonDocument.Parse(File.ReadAllText(file));
            return configuration.RootElement.TryGetProperty("chat_template", out var template)
                && template.ValueKind == JsonValueKind.String ? template.GetString() : null;
        }
        catch (JsonException exception)
        {
            throw new FormatException("its tokenizer_config.json is no JSON", exception);
        }
    }
}
