using System.Text.Json;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Templates;

/// <summary>What a model's files say about conversations, read as transformers reads them.</summary>
/// <param name="Template">The chat template, the one named <c>default</c> where there are several; <c>null</c> where there is none.</param>
/// <param name="Tokens">The special tokens. A name that no file mentions stays unknown; <c>null</c> in one means no token.</param>
public sealed record TokenizerConfig(string? Template, SpecialTokens Tokens)
{
    /// <summary>The file that the template is from.</summary>
    public string? TemplateFile { get; private init; }

    /// <exception cref="FormatException">A file is not JSON, or not shaped as such a file is, or no template is the default one.</exception>
    public static TokenizerConfig Read(TemplateFiles files)
    {
        using var config = ModelFile.Parse(files.Config, TemplateFiles.ConfigName);
        using var map = ModelFile.Parse(files.SpecialTokens, TemplateFiles.SpecialTokensName);
        var (template, file) = ReadTemplate(files, config?.RootElement);
        return new TokenizerConfig(template, SpecialTokensReader.Read(config?.RootElement, map?.RootElement)) { TemplateFile = template is null ? null : file };
    }

    // Files of templates go before the one in the configuration, and of several the one named default is meant.
    private static (string? Template, string File) ReadTemplate(TemplateFiles files, JsonElement? config)
    {
        if (files.Template is { } own)
        {
            return (own, TemplateFiles.TemplateName);
        }

        if (files.FurtherNames.Count > 0)
        {
            throw NoDefault(TemplateFiles.FurtherFolder, files.FurtherNames);
        }

        if (config is { } json && ReadTemplate(json, TemplateFiles.ConfigName) is { } configured)
        {
            return (configured, TemplateFiles.ConfigName);
        }

        using var processor = ModelFile.Parse(files.Processor, TemplateFiles.ProcessorName);
        return (processor is null ? null : ReadTemplate(processor.RootElement, TemplateFiles.ProcessorName), TemplateFiles.ProcessorName);
    }

    private static string? ReadTemplate(JsonElement json, string file)
    {
        if (!json.TryGetProperty("chat_template", out var template) || template.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return template.ValueKind switch
        {
            JsonValueKind.String => template.GetString(),
            JsonValueKind.Array => ReadDefault(template, file),
            JsonValueKind.Object => Text(template, "default") ?? throw NoDefault(file, template.EnumerateObject().Select(named => named.Name)),
            _ => throw new FormatException($"the chat_template in its {file} is neither a text nor a list of named ones"),
        };
    }

    // Models bring several templates as [{"name": "default", "template": …}, {"name": "tool_use", …}].
    private static string? ReadDefault(JsonElement templates, string file)
    {
        var named = templates.EnumerateArray()
            .Where(template => template.ValueKind == JsonValueKind.Object)
            .Select(template => (Name: Text(template, "name"), Template: Text(template, "template")))
            .ToList();
        return named.FirstOrDefault(template => template.Name == "default").Template ?? throw NoDefault(file, named.Select(template => template.Name ?? "?"));
    }

    private static FormatException NoDefault(string place, IEnumerable<string> names) =>
        new($"its {place} has no chat template named default, but {string.Join(", ", names.Take(10).Select(Refusal.Shorten))}");

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
