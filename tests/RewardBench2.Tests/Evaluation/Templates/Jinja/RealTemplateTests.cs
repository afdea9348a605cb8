using System.Text.Json;
using RewardBench2.Evaluation.Templates;
using RewardBench2.Evaluation.Templates.Jinja;

namespace RewardBench2.Tests.Evaluation.Templates.Jinja;

/// <summary>Templates of real models, each with conversations and what Jinja2 makes of them: a text or a refusal.</summary>
public sealed class RealTemplateTests
{
    [Fact]
    public void Every_real_template_writes_or_refuses_what_Jinja2_does()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedFolder.FileOrSkip("data", "chat-templates", "jinja2-3.1.json")));
        var count = 0;
        var differing = new List<string>();
        foreach (var template in document.RootElement.EnumerateArray())
        {
            foreach (var conversation in template.GetProperty("cases").EnumerateArray())
            {
                count++;
                var expected = conversation.TryGetProperty("expected", out var text) ? text.GetString() : null;
                if (Render(template.GetProperty("template").GetString()!, conversation.GetProperty("values")) is var actual && actual != expected)
                {
                    differing.Add($"{template.GetProperty("name")} {conversation.GetProperty("case")}: {actual ?? "refused"}");
                }
            }
        }

        Assert.Empty(differing);
        Assert.True(count >= 255, $"only {count} conversations were found");
    }

    private static string? Render(string template, JsonElement values)
    {
        try
        {
            return JinjaTemplate.Parse(template).Render(JsonValues.Read(values), TestContext.Current.CancellationToken);
        }
        catch (ChatTemplateException)
        {
            return null;
        }
    }
}
