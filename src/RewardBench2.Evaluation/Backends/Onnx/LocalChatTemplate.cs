using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>Finds the chat template and the special tokens that a model's folder brings along.</summary>
public static class LocalChatTemplate
{
    /// <summary>Whether the folder has a chat template.</summary>
    /// <exception cref="FormatException">The file where it may be written is damaged.</exception>
    public static bool Exists(string folder) => !string.IsNullOrWhiteSpace(ReadConfig(folder).Template);

    /// <summary>Reads <c>chat_template.jinja</c>, or the template in <c>tokenizer_config.json</c>, with the folder's tokens.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    /// <exception cref="ChatTemplateException">It cannot be read.</exception>
    public static ChatTemplate Read(string folder)
    {
        var config = ReadConfig(folder);
        return ChatTemplate.Parse(config.Template, config.Tokens) ?? throw new FormatException("it has no chat template; submit one");
    }

    /// <summary>The special tokens of a model's folder; none are known where it cannot be read.</summary>
    public static SpecialTokens FindTokens(string? modelsFolder, string? name)
    {
        try
        {
            return string.IsNullOrWhiteSpace(modelsFolder) || string.IsNullOrWhiteSpace(name)
                ? SpecialTokens.Unknown
                : ReadConfig(Path.Combine(modelsFolder, name)).Tokens;
        }
        catch (Exception unreadable) when (unreadable is FormatException or IOException)
        {
            // Opening the model says what is wrong with its folder.
            return SpecialTokens.Unknown;
        }
    }

    private static TokenizerConfig ReadConfig(string folder) => TokenizerConfig.Read(new TemplateFiles
    {
        Config = Text(Path.Combine(folder, TemplateFiles.ConfigName)),
        Template = Text(Path.Combine(folder, TemplateFiles.TemplateName)),
        SpecialTokens = Text(Path.Combine(folder, TemplateFiles.SpecialTokensName)),
        Processor = Text(Path.Combine(folder, TemplateFiles.ProcessorName)),
    });

    private static string? Text(string file) => File.Exists(file) ? File.ReadAllText(file) : null;
}
