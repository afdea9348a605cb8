using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Syntax;

namespace RewardBench2.Evaluation.Templates.Jinja.Binding;

/// <summary>Settles which variable each name means, and refuses what Jinja's compiler refuses.</summary>
internal sealed partial class Binder
{
    // Python allows so many loops within each other, and so many levels of indentation.
    private const int MostLoops = 20;
    private const int MostDepth = 97;

    private readonly Dictionary<string, Block> _blocks = new(StringComparer.Ordinal);

    /// <summary>Binds a whole template.</summary>
    public static BoundTemplate Bind(IReadOnlyList<Statement> statements) => new Binder().BindTemplate(statements);

    private BoundTemplate BindTemplate(IReadOnlyList<Statement> statements)
    {
        foreach (var block in statements.SelectMany(NameSearch.Descend).OfType<Block>())
        {
            if (!_blocks.TryAdd(block.Id, block))
            {
                throw new ChatTemplateException(block.Line, $"there are two blocks “{block.Id}”.");
            }
        }

        var function = new FunctionScope(outer: null);
        var frame = new BindingFrame(new Symbols(parent: null, function)) { IsTopLevel = true };
        var self = DeclareSelf(statements, frame);
        frame.Analyze(statements);
        BindAll(statements, frame);
        foreach (var block in _blocks.Values)
        {
            BindBlockBody(block);
        }

        return new BoundTemplate(statements, function, frame.Plan(), self, _blocks);
    }

    private static Slot? DeclareSelf(IReadOnlyList<Statement> statements, BindingFrame frame) =>
        NameSearch.FindUsed(statements, "self").Count > 0 ? frame.Function.SlotOf(frame.Symbols.DeclareParameter("self")) : null;

    private void BindBlockBody(Block block)
    {
        var frame = new BindingFrame(new Symbols(parent: null, block.Function));
        block.Self = DeclareSelf(block.Body, frame);
        block.Siblings = _blocks;
        frame.Analyze(block.Body);
        BindAll(block.Body, frame);
        block.Frame = frame.Plan();
    }

    private void BindAll(IReadOnlyList<Statement> statements, BindingFrame frame)
    {
        foreach (var statement in statements)
        {
            if (frame.Depth > MostDepth)
            {
                throw new ChatTemplateException(statement.Line, "it nests too deep.");
            }

            BindStatement(statement, frame);
        }
    }

    private void BindStatement(Statement statement, BindingFrame frame)
    {
        switch (statement)
        {
            case If node:
                BindIf(node, frame.Soft());
                break;
            case For node:
                BindFor(node, frame);
                break;
            case Set node:
                node.Assignment = AssignmentTo(node.Target, frame);
                BindExpression(node.Value, frame);
                break;
            case SetBlock node:
                BindSetBlock(node, frame);
                break;
            case MacroDefinition node:
                BindMacro(node, frame);
                node.Assignment = new VariableAssignment(frame.Slot(node.Id ?? ""), Exported(node.Id ?? "", frame));
                break;
            case CallBlock node:
                BindMacro(node, frame);
                if (node.Call is { } call)
                {
                    BindExpression(call, frame);
                }

                break;
            case FilterBlock node:
                BindFilterBlock(node, frame);
                break;
            case With node:
                BindWith(node, frame);
                break;
            case Block node:
                node.Shared = node.IsScoped ? [.. frame.Symbols.Stores().Select(store => (store.Name, frame.Function.SlotOf(store.Variable)))] : [];
                break;
            case LoopControl when frame.Loops == 0:
                throw new ChatTemplateException(statement.Line, "“break” and “continue” belong into a loop.");
            default:
                foreach (var child in statement.Children.OfType<Expression>())
                {
                    BindExpression(child, frame);
                }

                break;
        }
    }

    private void BindIf(If node, BindingFrame frame)
    {
        BindExpression(node.Condition, frame);
        BindAll(node.Body, frame);
        foreach (var elif in node.Elifs)
        {
            BindExpression(elif.Condition, frame);
            BindAll(elif.Body, frame);
        }

        BindAll(node.Otherwise, frame);
    }

    private void BindSetBlock(SetBlock node, BindingFrame frame)
    {
        var inner = frame.Inner();
        inner.Analyze(node.Body);
        BindAll(node.Body, inner);
        node.Assignment = AssignmentTo(node.Target, frame);
        if (node.Filter is { } filter)
        {
            BindExpression(filter, inner);
        }

        node.Frame = inner.Plan();
    }

    private void BindFilterBlock(FilterBlock node, BindingFrame frame)
    {
        var inner = frame.Inner();
        inner.Analyze([.. node.Body, node.Filter]);
        BindAll(node.Body, inner);
        BindExpression(node.Filter, inner);
        node.Frame = inner.Plan();
    }

    private void BindWith(With node, BindingFrame frame)
    {
        var inner = frame.Inner();
        inner.Analyze([.. node.Targets, .. node.Body]);
        node.Assignments = [.. node.Targets.Select(target => AssignmentTo(target, inner))];
        foreach (var value in node.Values)
        {
            BindExpression(value, frame);
        }

        BindAll(node.Body, inner);
        node.Frame = inner.Plan();
    }

    private Assignment AssignmentTo(Expression target, BindingFrame frame) => target switch
    {
        Name name => new VariableAssignment(frame.Slot(name.Id), Exported(name.Id, frame)),
        NamespaceMember member => new MemberAssignment(member.Id, frame.Slot(member.Id), member.Member),
        TupleDisplay tuple => new TupleAssignment([.. tuple.Elements.Select(element => AssignmentTo(element, frame))]),
        _ => throw new ChatTemplateException(target.Line, "this cannot be set."),
    };

    // Only blocks look among the template's own names; without blocks nobody does.
    private string? Exported(string name, BindingFrame frame) => frame.IsTopLevel && _blocks.Count > 0 ? name : null;

    private static void BindExpression(Expression expression, BindingFrame frame)
    {
        var inner = expression is Conditional ? frame with { IsSoft = true } : frame;
        switch (expression)
        {
            case Name name:
                // Jinja's compiler overlooks the arguments of the filters of a set block.
                name.Slot = frame.Symbols.IsKnown(name.Id)
                    ? frame.Slot(name.Id)
                    : throw new ChatTemplateException(name.Line, $"Jinja does not find “{name.Id}” in the filters of this block.");
                break;
            case FilterNode { IsKnown: false } filter when !frame.IsSoft:
                throw new ChatTemplateException(filter.Line, $"the filter “{filter.Filter}” is not known here.");
            case TestNode { IsKnown: false } test when !frame.IsSoft:
                throw new ChatTemplateException(test.Line, $"the test “{test.Test}” is not known here.");
        }

        foreach (var child in expression.Children.OfType<Expression>())
        {
            BindExpression(child, inner);
        }
    }
}

/// <summary>A template whose names are settled.</summary>
/// <param name="Self">Where <c>self</c> goes; <c>null</c> where nothing uses it.</param>
internal sealed record BoundTemplate(
    IReadOnlyList<Statement> Statements, FunctionScope Function, FramePlan Frame, Slot? Self, IReadOnlyDictionary<string, Block> Blocks);
