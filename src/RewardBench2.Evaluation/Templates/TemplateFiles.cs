namespace RewardBench2.Evaluation.Templates;

/// <summary>The texts of a model's files that say how it reads conversations; <c>null</c> where there is no such file.</summary>
public sealed record TemplateFiles
{
    public const string ConfigName = "tokenizer_config.json";

    public const string TemplateName = "chat_template.jinja";

    public const string SpecialTokensName = "special_tokens_map.json";

    public const string ProcessorName = "chat_template.json";

    /// <summary>The folder of templates for other uses, such as <c>tool_use.jinja</c>.</summary>
    public const string FurtherFolder = "additional_chat_templates/";

    /// <summary><c>tokenizer_config.json</c></summary>
    public string? Config { get; init; }

    /// <summary><c>chat_template.jinja</c></summary>
    public string? Template { get; init; }

    /// <summary><c>special_tokens_map.json</c>, which counts where the configuration does not list the added tokens itself.</summary>
    public string? SpecialTokens { get; init; }

    /// <summary><c>chat_template.json</c>, as models of several kinds of input have it.</summary>
    public string? Processor { get; init; }

    /// <summary>The names of the templates in <see cref="FurtherFolder"/>, without their ending.</summary>
    public IReadOnlyList<string> FurtherNames { get; init; } = [];
}
