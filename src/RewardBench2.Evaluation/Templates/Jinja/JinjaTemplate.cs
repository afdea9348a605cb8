using System.Text;

namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>
/// The part of Jinja that chat templates are written in, bounded in steps and size so that a stranger's template can
/// be run: it reads what it is given, writes text, and reaches nothing else.
/// </summary>
public sealed class JinjaTemplate
{
    private readonly IReadOnlyList<Statement> _statements;

    private JinjaTemplate(IReadOnlyList<Statement> statements) => _statements = statements;

    /// <summary>Reads a template.</summary>
    /// <exception cref="ChatTemplateException">It is malformed, or uses what is not known here; the message names the line.</exception>
    public static JinjaTemplate Parse(string source)
    {
        var tokens = new JinjaTokens(new JinjaLexer(source).Read());
        return new JinjaTemplate(new StatementParser(tokens).ParseAll());
    }

    /// <summary>Writes the text for some values: null, bool, long, double, string, lists and dictionaries.</summary>
    /// <exception cref="ChatTemplateException">The template refuses the values, misuses them or runs out of bounds.</exception>
    public string Render(IReadOnlyDictionary<string, object?> names)
    {
        var output = new StringBuilder();
        Statement.RunAll(_statements, new JinjaScope(names), output);
        return output.ToString();
    }
}
