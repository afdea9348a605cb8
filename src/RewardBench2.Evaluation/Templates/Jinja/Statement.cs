using System.Text;

namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>A part of a template that writes text or sets names.</summary>
public abstract record Statement(int Line)
{
    public abstract void Run(JinjaScope scope, StringBuilder output);

    public static void RunAll(IReadOnlyList<Statement> statements, JinjaScope scope, StringBuilder output)
    {
        foreach (var statement in statements)
        {
            scope.Step(statement.Line);
            statement.Run(scope, output);
        }
    }
}

/// <summary>Text as it stands.</summary>
public sealed record Literally(string Text, int Line) : Statement(Line)
{
    public override void Run(JinjaScope scope, StringBuilder output) => JinjaScope.Write(output, Text, Line);
}

/// <summary><c>{{ expression }}</c>.</summary>
public sealed record Output(Expression Expression, int Line) : Statement(Line)
{
    public override void Run(JinjaScope scope, StringBuilder output) =>
        JinjaScope.Write(output, JinjaValues.Text(Expression.Evaluate(scope), Line), Line);
}

/// <summary><c>{% if %}</c> with its branches; a branch without a condition is the last one.</summary>
public sealed record If(IReadOnlyList<(Expression? Condition, IReadOnlyList<Statement> Body)> Branches, int Line) : Statement(Line)
{
    public override void Run(JinjaScope scope, StringBuilder output)
    {
        foreach (var (condition, body) in Branches)
        {
            if (condition is null || JinjaValues.IsTrue(condition.Evaluate(scope)))
            {
                RunAll(body, scope, output);
                return;
            }
        }
    }
}

/// <summary><c>{% set name = … %}</c>, <c>{% set space.name = … %}</c>, and a block's text set to a name.</summary>
public sealed record Set(string Target, string? MemberName, Expression? Value, IReadOnlyList<Statement> Body, int Line) : Statement(Line)
{
    public override void Run(JinjaScope scope, StringBuilder output)
    {
        var value = Value is null ? Capture(scope) : Value.Evaluate(scope);
        if (MemberName is null)
        {
            scope.Set(Target, value);
            return;
        }

        var space = scope[Target] as JinjaNamespace
            ?? throw new ChatTemplateException(Line, $"“{Target}” is no namespace, so “{MemberName}” of it cannot be set.");
        space.Members[MemberName] = value;
    }

    private string Capture(JinjaScope scope)
    {
        var text = new StringBuilder();
        RunAll(Body, scope, text);
        return text.ToString();
    }
}

/// <summary><c>{% macro name(parameters) %}</c>; calling it gives its text.</summary>
public sealed record Macro(
    string Id, IReadOnlyList<(string Name, Expression? Default)> Parameters, IReadOnlyList<Statement> Body, int Line) : Statement(Line)
{
    public override void Run(JinjaScope scope, StringBuilder output) => scope.Set(Id, this);

    public string Call(JinjaScope scope, JinjaArguments arguments)
    {
        var inner = scope.Deeper(arguments.Line);
        for (var position = 0; position < Parameters.Count; position++)
        {
            var (name, fallback) = Parameters[position];
            var isGiven = position < arguments.Positional.Count || arguments.Named.ContainsKey(name);
            inner.Set(name, isGiven ? arguments.Get(position, name) : fallback?.Evaluate(scope) ?? JinjaUndefined.Named(name));
        }

        var text = new StringBuilder();
        RunAll(Body, inner, text);
        return text.ToString();
    }
}
