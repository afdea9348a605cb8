using System.Text.Json;
using RewardBench2.Evaluation.Templates;
using RewardBench2.Evaluation.Templates.Jinja;

namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>
/// Renders templates with the values that the facts of this folder were found with: Jinja2 3.1 set up as transformers does,
/// which is trim_blocks, lstrip_blocks, loop controls, the tag generation and tojson without escapes.
/// </summary>
internal static class JinjaRendering
{
    private const string Values = """
        {
          "messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}, {"role": "user", "content": "R"}],
          "text": "Hello World", "n": 5, "list": [3, 1, 2], "table": {"b": 1, "a": 2}, "none_value": null, "name": "outer",
          "tree": [{"v": 1, "c": [{"v": 2, "c": []}, {"v": 3}]}, {"v": 4}]
        }
        """;

    public static string Render(string template) => Render(template, Values, TestContext.Current.CancellationToken);

    public static string Render(string template, string values, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(values);
        return JinjaTemplate.Parse(template).Render(JsonValues.Read(document.RootElement), cancellationToken);
    }

    /// <summary>A refusal names the line.</summary>
    public static ChatTemplateException AssertRefused(string template)
    {
        var refused = Assert.Throws<ChatTemplateException>(() => Render(template));
        Assert.StartsWith("Chat template, line ", refused.Message, StringComparison.Ordinal);
        return refused;
    }
}
