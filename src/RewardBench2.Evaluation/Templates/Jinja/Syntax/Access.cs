using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary><c>a.b</c>.</summary>
internal sealed class AttributeOf(Expression target, string name, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [target];

    public override object? Evaluate(Activation activation)
    {
        var value = target.Evaluate(activation);
        return Members.Attribute(Enter(activation), value, name);
    }
}

/// <summary><c>a[b]</c>, and <c>a.0</c>.</summary>
internal sealed class ElementOf(Expression target, Expression key, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => [target, key];

    public override object? Evaluate(Activation activation)
    {
        var value = target.Evaluate(activation);
        var index = key.Evaluate(activation);
        return Members.Element(Enter(activation), value, index);
    }
}

/// <summary><c>a[start:stop:step]</c>.</summary>
internal sealed class SliceOf(Expression target, Expression? start, Expression? stop, Expression? step, int line) : Expression(line)
{
    public override IEnumerable<Node> Children => new Node?[] { target, start, stop, step }.OfType<Node>();

    public override object? Evaluate(Activation activation)
    {
        var value = target.Evaluate(activation);
        var (from, to, by) = (start?.Evaluate(activation), stop?.Evaluate(activation), step?.Evaluate(activation));
        return Slicing.Slice(Enter(activation), value, from, to, by);
    }
}
