using System.Text.Json;
using RewardBench2.Evaluation.Templates.Jinja;

namespace RewardBench2.Evaluation.Templates;

/// <summary>Writes any template for any values: what a template does, tried without a model.</summary>
public static class TemplateRendering
{
    /// <summary>Renders a template as <c>apply_chat_template</c> of transformers does with the same values.</summary>
    /// <param name="values">An object: <c>messages</c>, <c>bos_token</c>, <c>add_generation_prompt</c> and whatever else the template names.</param>
    /// <exception cref="ChatTemplateException">The template is malformed or refuses the values; the message names the line.</exception>
    public static string Render(string template, JsonElement values, CancellationToken cancellationToken) =>
        JinjaTemplate.Parse(template).Render(JsonValues.Read(values), cancellationToken);
}
