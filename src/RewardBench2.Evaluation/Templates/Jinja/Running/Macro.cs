using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Running;

/// <summary>A macro, or the body of a call block. It sees the variables of the place where it stands.</summary>
internal sealed class Macro(MacroPlan plan, Activation home)
{
    public string? Name => plan.Name;

    public MacroPlan Plan => plan;

    public string Call(Rendering rendering, Arguments arguments)
    {
        rendering.Descend();
        var activation = new Activation(rendering, plan.Variables, home);
        Assign(rendering, activation, arguments);
        var text = plan.Render(activation);
        rendering.Ascend();
        return text;
    }

    private void Assign(Rendering rendering, Activation activation, Arguments arguments)
    {
        var named = arguments.Named.ToList();
        var taken = Math.Min(arguments.Positional.Length, plan.Parameters.Count);
        var hasCaller = taken == plan.Parameters.Count && plan.Parameters.Contains("caller");
        for (var at = 0; at < plan.Parameters.Count; at++)
        {
            activation[plan.ParameterSlots[at]] = at < taken ? arguments.Positional[at] : TakeNamed(named, plan.Parameters[at]);
            hasCaller |= at >= taken && plan.Parameters[at] == "caller";
        }

        if (plan.CallerSlot is { } callerSlot && !hasCaller)
        {
            var caller = TakeNamed(named, "caller");
            activation[callerSlot] = caller is null or Absent ? new Undefined("no caller is defined.") : caller;
        }

        if (plan.NamedSlot is { } namedSlot)
        {
            var rest = new PyDict(named.Count);
            named.ForEach(argument => rest.Set(argument.Key, argument.Value));
            activation[namedSlot] = rest;
        }
        else if (named.Count > 0)
        {
            throw rendering.Refuse($"the macro “{Name}” has no argument “{named[0].Key}”.");
        }

        if (plan.RestSlot is { } restSlot)
        {
            activation[restSlot] = new PyTuple(arguments.Positional[taken..]);
        }
        else if (arguments.Positional.Length > plan.Parameters.Count)
        {
            throw rendering.Refuse($"the macro “{Name}” takes at most {plan.Parameters.Count} arguments.");
        }
    }

    private static object? TakeNamed(List<KeyValuePair<string, object?>> named, string name)
    {
        var at = named.FindIndex(argument => argument.Key == name);
        if (at < 0)
        {
            return Absent.Value;
        }

        var value = named[at].Value;
        named.RemoveAt(at);
        return value;
    }
}

/// <summary>What a macro takes and where it keeps it.</summary>
internal sealed class MacroPlan
{
    /// <summary><c>null</c> for the body of a call block.</summary>
    public required string? Name { get; init; }

    public required IReadOnlyList<string> Parameters { get; init; }

    public required IReadOnlyList<Slot> ParameterSlots { get; init; }

    /// <summary>Where the body of the call block goes; <c>null</c> where the macro does not use it.</summary>
    public required Slot? CallerSlot { get; init; }

    /// <summary>Whether it names <c>caller</c>, as a parameter or not.</summary>
    public required bool UsesCaller { get; init; }

    /// <summary>Where further arguments by name go, as <c>kwargs</c>.</summary>
    public required Slot? NamedSlot { get; init; }

    /// <summary>Where further arguments by position go, as <c>varargs</c>.</summary>
    public required Slot? RestSlot { get; init; }

    /// <summary>Writes the macro's text once its arguments are in place.</summary>
    public required Func<Activation, string> Render { get; init; }

    /// <summary>How many variables the macro has.</summary>
    public required Func<int> CountVariables { get; init; }

    public int Variables => CountVariables();
}
