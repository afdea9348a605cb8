using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Binding;

/// <summary>What keeps variables together: the template, a macro, a block, a recursive loop.</summary>
/// <param name="outer">What it stands in and whose variables it sees; <c>null</c> for the template and for blocks.</param>
internal sealed class FunctionScope(FunctionScope? outer)
{
    // Conditions look at all names so far: many of both would take long before anything runs.
    private const int MostCopied = 1_000_000;

    private readonly Dictionary<(int Level, string Name), Variable> _variables = [];
    private int _copied;

    /// <summary>How many variables there are so far.</summary>
    public int Count => _variables.Count;

    /// <summary>The variable of a name at a level; scopes side by side share theirs, as in Jinja.</summary>
    public Variable Declare(int level, string name)
    {
        if (!_variables.TryGetValue((level, name), out var variable))
        {
            variable = new Variable(this, _variables.Count);
            _variables.Add((level, name), variable);
        }

        return variable;
    }

    /// <summary>Where a variable is, seen from here.</summary>
    public Slot SlotOf(Variable variable)
    {
        var depth = 0;
        for (var scope = this; !ReferenceEquals(scope, variable.Owner); depth++)
        {
            scope = scope.Outer ?? throw new InvalidOperationException("A variable lies outside of its template.");
        }

        return new Slot(depth, variable.Index);
    }

    /// <summary>Counts names that are looked at again for a condition.</summary>
    public void CountCopies(int names, int line)
    {
        if (outer is not null)
        {
            outer.CountCopies(names, line);
        }
        else if ((_copied += names) > MostCopied)
        {
            throw new ChatTemplateException(line, "it has too many names in too many conditions.");
        }
    }

    private FunctionScope? Outer => outer;
}

/// <summary>A variable and what owns it.</summary>
internal sealed record Variable(FunctionScope Owner, int Index);
