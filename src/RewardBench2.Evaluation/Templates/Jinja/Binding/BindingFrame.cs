using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Syntax;

namespace RewardBench2.Evaluation.Templates.Jinja.Binding;

/// <summary>Where the binder is.</summary>
internal sealed record BindingFrame(Symbols Symbols)
{
    /// <summary>Names set here are the template's own.</summary>
    public bool IsTopLevel { get; init; }

    /// <summary>Directly in an "if": filters and tests nobody knows are refused only when reached.</summary>
    public bool IsSoft { get; init; }

    /// <summary>How many loops a <c>break</c> could leave.</summary>
    public int Loops { get; init; }

    /// <summary>How many blocks are open.</summary>
    public int Depth { get; init; }

    public FunctionScope Function => Symbols.Function;

    public BindingFrame Soft() => this with { IsSoft = true, Depth = Depth + 1 };

    /// <summary>A scope within, whose variables go with those of the same function.</summary>
    public BindingFrame Inner() => new(new Symbols(Symbols, Function)) { Loops = Loops, Depth = Depth };

    /// <summary>A scope within that keeps its own variables.</summary>
    public BindingFrame InnerFunction() => new(new Symbols(Symbols, new FunctionScope(Function))) { Depth = Depth };

    public Slot Slot(string name) => Function.SlotOf(Symbols.Reference(name));

    /// <summary>How the variables of this scope begin.</summary>
    public FramePlan Plan() => new(
    [
        .. Symbols.Loads.Select(load => new FrameLoad(
            load.Value.Kind,
            Function.SlotOf(load.Key),
            load.Value.Name,
            load.Value.Source is { } source ? Function.SlotOf(source) : default)),
    ]);

    public void Analyze(IEnumerable<Node> nodes) => new SymbolFinder(Symbols).VisitAll(nodes);
}
