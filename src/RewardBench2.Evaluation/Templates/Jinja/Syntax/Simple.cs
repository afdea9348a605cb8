using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Binding;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>Text as it stands.</summary>
internal sealed class TextNode(string text, int line) : Statement(line)
{
    public override IEnumerable<Node> Children => [];

    public override Flow Run(Activation activation, StringBuilder output)
    {
        activation.Rendering.Line = Line;
        activation.Rendering.Write(output, text);
        return Flow.Next;
    }
}

/// <summary><c>{{ expression }}</c>.</summary>
internal sealed class Output(Expression expression, int line) : Statement(line)
{
    public override IEnumerable<Node> Children => [expression];

    public override Flow Run(Activation activation, StringBuilder output)
    {
        var value = expression.Evaluate(activation);
        var rendering = activation.Rendering;
        rendering.Line = Line;
        rendering.Write(output, Printing.Text(rendering, value));
        return Flow.Next;
    }
}

/// <summary><c>{% set a = … %}</c>.</summary>
internal sealed class Set(Expression target, Expression value, int line) : Statement(line)
{
    public Expression Target => target;

    public Expression Value => value;

    /// <summary>Where the value goes; set when the template is bound.</summary>
    public Assignment? Assignment { get; set; }

    public override IEnumerable<Node> Children => [target, value];

    public override Flow Run(Activation activation, StringBuilder output)
    {
        var result = value.Evaluate(activation);
        activation.Rendering.Line = Line;
        Assignment?.Assign(activation, result);
        return Flow.Next;
    }
}

/// <summary><c>{% set a %}…{% endset %}</c>: a block's text, perhaps through filters.</summary>
internal sealed class SetBlock(Expression target, FilterNode? filter, IReadOnlyList<Statement> body, int line) : Statement(line)
{
    public Expression Target => target;

    public FilterNode? Filter => filter;

    public IReadOnlyList<Statement> Body => body;

    public Assignment? Assignment { get; set; }

    /// <summary>The variables of the block; set when the template is bound.</summary>
    public FramePlan Frame { get; set; } = FramePlan.Empty;

    public override IEnumerable<Node> Children => filter is null ? [target, .. body] : [target, filter, .. body];

    public override Flow Run(Activation activation, StringBuilder output)
    {
        Frame.Enter(activation);
        var text = new StringBuilder();
        var flow = RunAll(body, activation, text);
        if (flow != Flow.Next)
        {
            return flow;
        }

        object? value = text.ToString();
        value = filter is null ? value : filter.EvaluateOn(activation, (string)value);
        activation.Rendering.Line = Line;
        Assignment?.Assign(activation, value);
        Frame.Leave(activation);
        return Flow.Next;
    }
}

/// <summary><c>{% break %}</c> and <c>{% continue %}</c>.</summary>
internal sealed class LoopControl(Flow flow, int line) : Statement(line)
{
    public override IEnumerable<Node> Children => [];

    public override Flow Run(Activation activation, StringBuilder output) => flow;
}

/// <summary><c>{% include %}</c>, <c>{% import %}</c>, <c>{% extends %}</c>: a chat template has no others to refer to.</summary>
internal sealed class OtherTemplate(string statement, Expression template, IReadOnlyList<Expression> names, int line) : Statement(line)
{
    /// <summary>The names that an import would set.</summary>
    public IReadOnlyList<Expression> Names => names;

    public override IEnumerable<Node> Children => [template, .. names];

    public override Flow Run(Activation activation, StringBuilder output) =>
        throw new ChatTemplateException(Line, $"“{statement}” needs another template, and a chat template stands alone.");
}
