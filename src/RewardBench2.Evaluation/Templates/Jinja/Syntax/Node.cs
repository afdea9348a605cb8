using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>A part of a template.</summary>
internal abstract class Node(int line)
{
    public int Line => line;

    /// <summary>The parts it is made of, in the order in which Jinja looks at them.</summary>
    public abstract IEnumerable<Node> Children { get; }
}

/// <summary>A part that has a value.</summary>
internal abstract class Expression(int line) : Node(line)
{
    public abstract object? Evaluate(Activation activation);

    /// <summary>Counts the evaluation and says where it is, for messages.</summary>
    protected Rendering Enter(Activation activation)
    {
        var rendering = activation.Rendering;
        rendering.Spend();
        rendering.Line = Line;
        return rendering;
    }
}

/// <summary>A part that writes text or sets names.</summary>
internal abstract class Statement(int line) : Node(line)
{
    public abstract Flow Run(Activation activation, StringBuilder output);

    public static Flow RunAll(IReadOnlyList<Statement> statements, Activation activation, StringBuilder output)
    {
        for (var at = 0; at < statements.Count; at++)
        {
            activation.Rendering.Spend();
            var flow = statements[at].Run(activation, output);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    public static string Capture(IReadOnlyList<Statement> statements, Activation activation)
    {
        var text = new StringBuilder();
        RunAll(statements, activation, text);
        return text.ToString();
    }
}
