using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Binding;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary><c>{% for a in list if condition recursive %}</c> with its <c>else</c>.</summary>
internal sealed class For(
    Expression target,
    Expression list,
    IReadOnlyList<Statement> body,
    IReadOnlyList<Statement> otherwise,
    Expression? condition,
    bool isRecursive,
    int line) : Statement(line)
{
    public Expression Target => target;

    public Expression List => list;

    public IReadOnlyList<Statement> Body => body;

    public IReadOnlyList<Statement> Otherwise => otherwise;

    public Expression? Condition => condition;

    public bool IsRecursive => isRecursive;

    /// <summary>Where its variables are kept; set when the template is bound.</summary>
    public ForPlan Plan { get; set; } = ForPlan.Empty;

    public override IEnumerable<Node> Children =>
        condition is null ? [target, list, .. body, .. otherwise] : [target, list, .. body, .. otherwise, condition];

    public override Flow Run(Activation activation, StringBuilder output)
    {
        var iterable = list.Evaluate(activation);
        activation.Rendering.Line = Line;
        if (!isRecursive)
        {
            return Loop(activation, activation, iterable, depth: 0, output);
        }

        activation.Rendering.Write(output, Recurse(activation, iterable, depth: 0));
        return Flow.Next;
    }

    private string Recurse(Activation activation, object? iterable, long depth)
    {
        var rendering = activation.Rendering;
        rendering.Descend();
        var text = new StringBuilder();
        Loop(activation, new Activation(rendering, Plan.Function.Count, activation), iterable, depth, text);
        rendering.Ascend();
        return text.ToString();
    }

    private Flow Loop(Activation outer, Activation inner, object? iterable, long depth, StringBuilder output)
    {
        var rendering = inner.Rendering;
        var elements = Iterating.Over(rendering, iterable);
        if (condition is not null)
        {
            elements = Chosen(outer, elements);
        }

        LoopContext? loop = null;
        if (Plan.Loop is { } slot)
        {
            loop = new LoopContext(
                rendering,
                condition is null ? iterable : null,
                elements,
                isRecursive ? (others, deeper) => Recurse(outer, others, deeper) : null,
                depth);
            elements = Values(loop);
        }

        var isCompleted = false;
        foreach (var element in elements)
        {
            rendering.Spend();
            rendering.Line = Line;
            Plan.Target.Assign(inner, element);
            if (loop is not null && Plan.Loop is { } place)
            {
                inner[place] = loop;
            }

            Plan.Frame.Enter(inner);
            var flow = RunAll(body, inner, output);
            if (flow == Flow.Break)
            {
                break;
            }

            // As in Jinja, "else" also follows when every round was left by "continue" or the first by "break".
            isCompleted |= flow == Flow.Next;
        }

        Plan.Frame.Leave(inner);
        return isCompleted || otherwise.Count == 0 ? Flow.Next : RunOtherwise(inner, output);
    }

    private Flow RunOtherwise(Activation activation, StringBuilder output)
    {
        Plan.Otherwise.Enter(activation);
        var flow = RunAll(otherwise, activation, output);
        Plan.Otherwise.Leave(activation);
        return flow;
    }

    // Asked for one at a time, so that a condition sees what the body has changed in a namespace.
    private IEnumerable<object?> Chosen(Activation outer, IEnumerable<object?> elements)
    {
        var test = new Activation(outer.Rendering, Plan.TestFunction.Count, outer);
        Plan.TestFrame.Enter(test);
        foreach (var element in elements)
        {
            outer.Rendering.Spend();
            Plan.TestTarget.Assign(test, element);
            if (condition is not null && PyType.IsTrue(condition.Evaluate(test)))
            {
                yield return Plan.TestTarget.Reread(test, element);
            }
        }
    }

    private static IEnumerable<object?> Values(LoopContext loop)
    {
        while (loop.TryNext(out var element))
        {
            yield return element;
        }
    }
}
