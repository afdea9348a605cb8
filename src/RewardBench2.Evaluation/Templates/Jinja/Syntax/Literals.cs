using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>A number, a text, true, false or none.</summary>
internal sealed class Constant(object? value, int line) : Expression(line)
{
    public object? Value => value;

    public override IEnumerable<Node> Children => [];

    public override object? Evaluate(Activation activation) => value;
}

/// <summary><c>[a, b]</c>.</summary>
internal sealed class ListDisplay(IReadOnlyList<Expression> elements, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => elements;

    public override object? Evaluate(Activation activation) => new PyList(EvaluateAll(elements, Enter(activation), activation));

    public static object?[] EvaluateAll(IReadOnlyList<Expression> elements, Rendering rendering, Activation activation)
    {
        rendering.MakeElements(elements.Count);
        var values = new object?[elements.Count];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = elements[at].Evaluate(activation);
        }

        return values;
    }
}

/// <summary><c>a, b</c>, with or without parentheses; also a target of an assignment.</summary>
internal sealed class TupleDisplay(IReadOnlyList<Expression> elements, int line) : Expression(line)
{
    public IReadOnlyList<Expression> Elements => elements;

    public override IEnumerable<Node> Children => elements;

    public override object? Evaluate(Activation activation) =>
        new PyTuple(ListDisplay.EvaluateAll(elements, Enter(activation), activation));
}

/// <summary><c>{"a": b}</c>.</summary>
internal sealed class DictDisplay(IReadOnlyList<(Expression Key, Expression Value)> members, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => members.SelectMany(member => new Node[] { member.Key, member.Value });

    public override object? Evaluate(Activation activation)
    {
        var rendering = Enter(activation);
        rendering.MakeElements(members.Count);
        var dictionary = new PyDict(members.Count);
        foreach (var (key, value) in members)
        {
            var name = key.Evaluate(activation);
            Hashing.Check(rendering, name);
            dictionary.Set(name, value.Evaluate(activation));
        }

        return dictionary;
    }
}
