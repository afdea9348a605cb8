using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Binding;

/// <summary>Where a value goes: a variable, a namespace's member, or several of them.</summary>
internal abstract class Assignment
{
    public abstract void Assign(Activation activation, object? value);

    /// <summary>The value as the variables hold it: a tuple where there are several.</summary>
    public virtual object? Reread(Activation activation, object? value) => value;
}

internal sealed class VariableAssignment(Slot slot, string? exportedAs) : Assignment
{
    public override void Assign(Activation activation, object? value)
    {
        activation[slot] = value;
        if (exportedAs is not null)
        {
            activation.Rendering.Export(exportedAs, value);
        }
    }

    public override object? Reread(Activation activation, object? value) => activation[slot];
}

internal sealed class MemberAssignment(string name, Slot slot, string member) : Assignment
{
    public override void Assign(Activation activation, object? value)
    {
        var space = activation[slot] as JinjaNamespace
            ?? throw activation.Rendering.Refuse($"“{name}” is not a namespace, so “{member}” of it cannot be set.");
        space.Members.Set(member, value);
    }
}

internal sealed class TupleAssignment(IReadOnlyList<Assignment> parts) : Assignment
{
    public override void Assign(Activation activation, object? value)
    {
        var rendering = activation.Rendering;
        var position = 0;
        foreach (var element in Iterating.Over(rendering, value))
        {
            if (position == parts.Count)
            {
                throw rendering.Refuse($"there are more than {parts.Count} values to unpack.");
            }

            parts[position++].Assign(activation, element);
        }

        if (position < parts.Count)
        {
            throw rendering.Refuse($"there are {position} values to unpack where {parts.Count} are needed.");
        }
    }

    public override object? Reread(Activation activation, object? value) =>
        new PyTuple([.. parts.Select(part => part.Reread(activation, value: null))]);
}
