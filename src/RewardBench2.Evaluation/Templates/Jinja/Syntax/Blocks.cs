using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Binding;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary><c>{% if %}</c> with its branches.</summary>
internal sealed class If(Expression condition, IReadOnlyList<Statement> body, IReadOnlyList<If> elifs, IReadOnlyList<Statement> otherwise, int line)
    : Statement(line)
{
    public Expression Condition => condition;

    public IReadOnlyList<Statement> Body => body;

    /// <summary>The further conditions, each with a body of its own.</summary>
    public IReadOnlyList<If> Elifs => elifs;

    public IReadOnlyList<Statement> Otherwise => otherwise;

    public override IEnumerable<Node> Children => [condition, .. body, .. elifs, .. otherwise];

    public override Flow Run(Activation activation, StringBuilder output)
    {
        if (PyType.IsTrue(condition.Evaluate(activation)))
        {
            return RunAll(body, activation, output);
        }

        foreach (var elif in elifs)
        {
            if (PyType.IsTrue(elif.Condition.Evaluate(activation)))
            {
                return RunAll(elif.Body, activation, output);
            }
        }

        return RunAll(otherwise, activation, output);
    }
}

/// <summary><c>{% with a = … %}</c>, and a scope without variables of its own.</summary>
internal sealed class With(IReadOnlyList<Expression> targets, IReadOnlyList<Expression> values, IReadOnlyList<Statement> body, int line)
    : Statement(line)
{
    public IReadOnlyList<Expression> Targets => targets;

    public IReadOnlyList<Expression> Values => values;

    public IReadOnlyList<Statement> Body => body;

    public IReadOnlyList<Assignment> Assignments { get; set; } = [];

    public FramePlan Frame { get; set; } = FramePlan.Empty;

    public override IEnumerable<Node> Children => [.. targets, .. values, .. body];

    public override Flow Run(Activation activation, StringBuilder output)
    {
        Frame.Enter(activation);
        for (var at = 0; at < Assignments.Count; at++)
        {
            var value = values[at].Evaluate(activation);
            activation.Rendering.Line = Line;
            Assignments[at].Assign(activation, value);
        }

        var flow = RunAll(body, activation, output);
        Frame.Leave(activation);
        return flow;
    }
}

/// <summary><c>{% filter name %}…{% endfilter %}</c>.</summary>
internal sealed class FilterBlock(FilterNode filter, IReadOnlyList<Statement> body, int line) : Statement(line)
{
    public FilterNode Filter => filter;

    public IReadOnlyList<Statement> Body => body;

    public FramePlan Frame { get; set; } = FramePlan.Empty;

    public override IEnumerable<Node> Children => [.. body, filter];

    public override Flow Run(Activation activation, StringBuilder output)
    {
        Frame.Enter(activation);
        var text = new StringBuilder();
        var flow = RunAll(body, activation, text);
        if (flow == Flow.Next)
        {
            var value = filter.EvaluateOn(activation, text.ToString());
            activation.Rendering.Line = Line;
            activation.Rendering.Write(output, Printing.Text(activation.Rendering, value));
        }

        Frame.Leave(activation);
        return flow;
    }
}

/// <summary><c>{% macro name(parameters) %}</c>.</summary>
internal sealed class MacroDefinition(
    string id, IReadOnlyList<Name> parameters, IReadOnlyList<Expression> defaults, IReadOnlyList<Statement> body, int line)
    : Statement(line), IMacroNode
{
    public string? Id => id;

    public IReadOnlyList<Name> Parameters => parameters;

    public IReadOnlyList<Expression> Defaults => defaults;

    public IReadOnlyList<Statement> Body => body;

    public MacroPlan? Plan { get; set; }

    public Assignment? Assignment { get; set; }

    public override IEnumerable<Node> Children => [.. parameters, .. defaults, .. body];

    public override Flow Run(Activation activation, StringBuilder output)
    {
        if (Plan is not null)
        {
            Assignment?.Assign(activation, new Macro(Plan, activation));
        }

        return Flow.Next;
    }
}

/// <summary><c>{% call macro(…) %}…{% endcall %}</c>, and <c>{% generation %}</c>, which calls nothing but its own body.</summary>
internal sealed class CallBlock(
    Call? call, IReadOnlyList<Name> parameters, IReadOnlyList<Expression> defaults, IReadOnlyList<Statement> body, int line)
    : Statement(line), IMacroNode
{
    public string? Id => null;

    /// <summary>What is called; <c>null</c> writes the body itself.</summary>
    public Call? Call => call;

    public IReadOnlyList<Name> Parameters => parameters;

    public IReadOnlyList<Expression> Defaults => defaults;

    public IReadOnlyList<Statement> Body => body;

    public MacroPlan? Plan { get; set; }

    public override IEnumerable<Node> Children => call is null ? [.. parameters, .. defaults, .. body] : [call, .. parameters, .. defaults, .. body];

    public override Flow Run(Activation activation, StringBuilder output)
    {
        var body = new Macro(Plan ?? throw new InvalidOperationException("A template is bound before it runs."), activation);
        var rendering = activation.Rendering;
        rendering.Line = Line;
        var value = call is null ? body.Call(rendering, Arguments.None) : call.Evaluate(activation, body);
        rendering.Line = Line;
        rendering.Write(output, Printing.Text(rendering, value));
        return Flow.Next;
    }
}

/// <summary>A macro or the body of a call block.</summary>
internal interface IMacroNode
{
    string? Id { get; }

    IReadOnlyList<Name> Parameters { get; }

    /// <summary>The defaults of the last parameters.</summary>
    IReadOnlyList<Expression> Defaults { get; }

    IReadOnlyList<Statement> Body { get; }

    int Line { get; }

    MacroPlan? Plan { get; set; }
}
