using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Running;

/// <summary>The variables of a template or macro while it runs, with those of what it stands in.</summary>
internal sealed class Activation
{
    private readonly object?[] _variables;

    public Activation(Rendering rendering, int variables, Activation? outer)
    {
        rendering.Spend(variables);
        Rendering = rendering;
        Outer = outer;
        _variables = new object?[variables];
        Array.Fill(_variables, Absent.Value);
    }

    public Rendering Rendering { get; }

    public Activation? Outer { get; }

    public object? this[Slot slot]
    {
        get => Find(slot.Depth)._variables[slot.Index];
        set => Find(slot.Depth)._variables[slot.Index] = value;
    }

    private Activation Find(int depth)
    {
        var found = this;
        for (; depth > 0; depth--)
        {
            found = found.Outer ?? throw new InvalidOperationException("A variable lies outside of its template.");
        }

        return found;
    }
}

/// <summary>Where a variable is kept.</summary>
/// <param name="Depth">So many functions further out.</param>
/// <param name="Index">Its place among that function's variables.</param>
internal readonly record struct Slot(int Depth, int Index);
