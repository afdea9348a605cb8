using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Binding;

/// <summary>What happens to the variables of a scope when it is entered and left.</summary>
internal sealed class FramePlan(IReadOnlyList<FrameLoad> loads)
{
    public static FramePlan Empty { get; } = new([]);

    public void Enter(Activation activation)
    {
        activation.Rendering.Spend(loads.Count);
        for (var at = 0; at < loads.Count; at++)
        {
            var load = loads[at];
            switch (load.Kind)
            {
                case LoadKind.Resolve:
                    activation[load.Target] = activation.Rendering.Resolve(load.Name);
                    break;
                case LoadKind.Alias:
                    activation[load.Target] = activation[load.Source];
                    break;
                case LoadKind.Undefined:
                    activation[load.Target] = Absent.Value;
                    break;
            }
        }
    }

    public void Leave(Activation activation)
    {
        for (var at = 0; at < loads.Count; at++)
        {
            activation[loads[at].Target] = Absent.Value;
        }
    }
}

/// <summary>How a variable begins in its scope.</summary>
internal enum LoadKind
{
    /// <summary>It is assigned before: a parameter, a loop's variable.</summary>
    Parameter,

    /// <summary>From the values given to the template, or Jinja's functions.</summary>
    Resolve,

    /// <summary>With the value that the name has further out.</summary>
    Alias,

    /// <summary>With none.</summary>
    Undefined,
}

internal readonly record struct FrameLoad(LoadKind Kind, Slot Target, string Name, Slot Source);

/// <summary>Where a loop keeps its variables.</summary>
internal sealed class ForPlan
{
    public static ForPlan Empty { get; } = new();

    public Assignment Target { get; init; } = new TupleAssignment([]);

    /// <summary>Where <c>loop</c> goes; <c>null</c> where nothing asks for it.</summary>
    public Slot? Loop { get; init; }

    public FramePlan Frame { get; init; } = FramePlan.Empty;

    public FramePlan Otherwise { get; init; } = FramePlan.Empty;

    /// <summary>What owns the variables: for a recursive loop itself.</summary>
    public FunctionScope Function { get; init; } = new(outer: null);

    public FunctionScope TestFunction { get; init; } = new(outer: null);

    public Assignment TestTarget { get; init; } = new TupleAssignment([]);

    public FramePlan TestFrame { get; init; } = FramePlan.Empty;
}
