using RewardBench2.Evaluation.Templates.Jinja.Syntax;

namespace RewardBench2.Evaluation.Templates.Jinja.Binding;

/// <summary>Finds the names that a scope reads and sets, without entering the scopes within it.</summary>
internal sealed class SymbolFinder(Symbols symbols)
{
    private Symbols _symbols = symbols;

    public void VisitAll(IEnumerable<Node> nodes)
    {
        foreach (var node in nodes)
        {
            Visit(node);
        }
    }

    /// <summary>The variables of a loop, which are assigned before its scope begins.</summary>
    public void VisitParameters(Node target)
    {
        if (target is Name name)
        {
            _symbols.DeclareParameter(name.Id);
            return;
        }

        foreach (var child in target.Children)
        {
            VisitParameters(child);
        }
    }

    public void Visit(Node node)
    {
        switch (node)
        {
            case Name { Use: NameUse.Parameter } parameter:
                _symbols.DeclareParameter(parameter.Id);
                break;
            case Name { Use: NameUse.Store } stored:
                _symbols.Store(stored.Id);
                break;
            case Name loaded:
                _symbols.Load(loaded.Id);
                break;
            case NamespaceMember member:
                _symbols.Load(member.Id);
                break;
            case If branches:
                VisitIf(branches);
                break;
            case MacroDefinition macro:
                _symbols.Store(macro.Id ?? "");
                break;
            case Set set:
                Visit(set.Value);
                Visit(set.Target);
                break;
            case SetBlock block:
                Visit(block.Target);
                break;
            case For loop:
                Visit(loop.List);
                break;
            case CallBlock { Call: { } call }:
                Visit(call);
                break;
            case CallBlock or Block:
                break;
            case FilterBlock filter:
                Visit(filter.Filter);
                break;
            case With with:
                VisitAll(with.Values);
                break;
            default:
                VisitAll(node.Children);
                break;
        }
    }

    private void VisitIf(If node)
    {
        Visit(node.Condition);
        var original = _symbols;
        var branches = new[] { node.Body, (IReadOnlyList<Node>)node.Elifs, node.Otherwise }.Select(body =>
        {
            _symbols = original.Copy(node.Line);
            VisitAll(body);
            return _symbols;
        }).ToList();
        _symbols = original;
        original.Update(branches);
    }
}
