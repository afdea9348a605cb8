using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Binding;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Syntax;

namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>
/// A template in Jinja as transformers sets it up, bounded in work so that a stranger's template can be run: it reads what it is
/// given, writes text, and reaches nothing else.
/// </summary>
/// <remarks>
/// Reading order: <see cref="TemplateLexer"/> cuts the text, <see cref="StatementParser"/> reads it, <see cref="Binder"/> settles
/// which variable each name means, and the nodes run themselves in a <see cref="Rendering"/>.
/// </remarks>
internal sealed class JinjaTemplate
{
    private readonly BoundTemplate _template;

    private JinjaTemplate(BoundTemplate template) => _template = template;

    /// <summary>The template's parts, for those who look into it.</summary>
    public IReadOnlyList<Statement> Statements => _template.Statements;

    /// <summary>Reads a template.</summary>
    /// <exception cref="ChatTemplateException">It is malformed, or uses what is not known here; the message names the line.</exception>
    public static JinjaTemplate Parse(string source)
    {
        if (source.Length > JinjaLimits.Source)
        {
            throw new ChatTemplateException(1, $"it is longer than {JinjaLimits.Source:N0} characters.");
        }

        var statements = StatementParser.Parse(source);
        TreeDepth.Check(statements);
        return new JinjaTemplate(Binder.Bind(statements));
    }

    /// <summary>Writes the text for some values: null, bool, long, double, string, lists and dictionaries.</summary>
    /// <exception cref="ChatTemplateException">The template refuses the values, misuses them or runs out of bounds.</exception>
    public string Render(IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default)
    {
        var rendering = new Rendering(values, cancellationToken);
        var activation = new Activation(rendering, _template.Function.Count, outer: null);
        if (_template.Self is { } self)
        {
            activation[self] = Block.ListOf(rendering, _template.Blocks);
        }

        _template.Frame.Enter(activation);
        var output = new StringBuilder();
        Statement.RunAll(_template.Statements, activation, output);
        return output.ToString();
    }
}
