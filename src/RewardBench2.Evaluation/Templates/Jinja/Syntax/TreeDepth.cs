namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>Keeps templates whose parts stand too deep within each other from everything that descends into them.</summary>
internal static class TreeDepth
{
    // Python's compiler takes about 200; descending so far is safe on the smallest stack.
    private const int Most = 300;

    /// <summary>Refuses a template that is too deep; goes through it without descending itself.</summary>
    public static void Check(IReadOnlyList<Statement> statements)
    {
        var waiting = new Stack<(Node Node, int Depth)>(statements.Select(statement => ((Node)statement, 1)));
        while (waiting.TryPop(out var next))
        {
            if (next.Depth > Most)
            {
                throw new ChatTemplateException(next.Node.Line, "it nests too deep.");
            }

            foreach (var child in next.Node.Children)
            {
                waiting.Push((child, next.Depth + 1));
            }
        }
    }
}
