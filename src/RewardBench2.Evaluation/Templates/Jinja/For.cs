using System.Text;

namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary><c>{% for a in list if condition %}</c> with <c>loop</c> and an optional <c>{% else %}</c>.</summary>
public sealed record For(
    IReadOnlyList<string> Targets,
    Expression List,
    Expression? Condition,
    IReadOnlyList<Statement> Body,
    IReadOnlyList<Statement> Otherwise,
    int Line) : Statement(Line)
{
    public override void Run(JinjaScope scope, StringBuilder output)
    {
        var elements = Elements(List.Evaluate(scope));
        if (Condition is not null)
        {
            elements = [.. elements.Where(element => JinjaValues.IsTrue(Condition.Evaluate(Bind(scope, element))))];
        }

        if (elements.Count == 0)
        {
            RunAll(Otherwise, scope, output);
            return;
        }

        for (var index = 0; index < elements.Count; index++)
        {
            scope.Step(Line);
            var inner = Bind(scope, elements[index]);
            inner.Set("loop", Loop(elements, index));
            RunAll(Body, inner, output);
        }
    }

    private JinjaScope Bind(JinjaScope scope, object? element)
    {
        var inner = scope.Inner();
        if (Targets.Count == 1)
        {
            inner.Set(Targets[0], element);
            return inner;
        }

        if (element is not List<object?> parts || parts.Count != Targets.Count)
        {
            throw new ChatTemplateException(Line, $"an element of the list has no {Targets.Count} parts.");
        }

        for (var part = 0; part < parts.Count; part++)
        {
            inner.Set(Targets[part], parts[part]);
        }

        return inner;
    }

    private static Dictionary<string, object?> Loop(List<object?> elements, int index) => new(StringComparer.Ordinal)
    {
        ["index"] = (long)index + 1,
        ["index0"] = (long)index,
        ["revindex"] = (long)elements.Count - index,
        ["revindex0"] = (long)elements.Count - index - 1,
        ["first"] = index == 0,
        ["last"] = index == elements.Count - 1,
        ["length"] = (long)elements.Count,
        ["previtem"] = index > 0 ? elements[index - 1] : JinjaUndefined.Named("previtem"),
        ["nextitem"] = index < elements.Count - 1 ? elements[index + 1] : JinjaUndefined.Named("nextitem"),
    };

    private List<object?> Elements(object? value) => value switch
    {
        List<object?> list => list,
        Dictionary<string, object?> members => [.. members.Keys],
        string text when text.Length <= JinjaLimits.Elements => [.. text.Select(letter => letter.ToString())],
        JinjaUndefined => [],
        _ => throw new ChatTemplateException(Line, "a loop needs a list."),
    };
}
