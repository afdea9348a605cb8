using System.Runtime.CompilerServices;
using System.Text;

namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>Names and their values while a template is rendered. A loop has a scope of its own; an <c>if</c> has none.</summary>
public sealed class JinjaScope
{
    private readonly Dictionary<string, object?> _names = new(StringComparer.Ordinal);
    private readonly JinjaScope? _outer;
    private readonly Budget _budget;
    private readonly int _calls;

    public JinjaScope(IReadOnlyDictionary<string, object?> names)
    {
        _budget = new Budget();
        foreach (var (name, value) in names)
        {
            _names[name] = value;
        }
    }

    private JinjaScope(JinjaScope outer, int calls)
    {
        _outer = outer;
        _budget = outer._budget;
        _calls = calls;
    }

    public JinjaScope Inner() => new(this, _calls);

    public object? this[string name] =>
        _names.TryGetValue(name, out var value) ? value
        : _outer is not null ? _outer[name]
        : JinjaUndefined.Named(name);

    public void Set(string name, object? value) => _names[name] = value;

    /// <summary>Counts one step.</summary>
    public void Step(int line)
    {
        // A long chain of operators nests as deeply as it is long, and an overflowing stack would end the process.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ChatTemplateException(line, "the template is nested too deeply.");
        }

        if (++_budget.Steps > JinjaLimits.Steps)
        {
            throw new ChatTemplateException(line, $"the template takes more than {JinjaLimits.Steps:N0} steps.");
        }
    }

    /// <summary>A scope one macro call deeper.</summary>
    public JinjaScope Deeper(int line) => _calls + 1 > JinjaLimits.Depth
        ? throw new ChatTemplateException(line, "macros call each other too deeply.")
        : new JinjaScope(this, _calls + 1);

    /// <summary>Appends to the output within its limit.</summary>
    public static void Write(StringBuilder output, string text, int line)
    {
        JinjaLimits.CheckText((long)output.Length + text.Length, line);
        output.Append(text);
    }

    private sealed class Budget
    {
        public int Steps { get; set; }
    }
}

/// <summary>A name that nobody set: it prints as nothing and is false, but has no members.</summary>
public sealed record JinjaUndefined(string Name)
{
    public static JinjaUndefined Named(string name) => new(name);
}

/// <summary>What <c>namespace()</c> makes: values that a loop can change for good.</summary>
public sealed class JinjaNamespace
{
    public Dictionary<string, object?> Members { get; } = new(StringComparer.Ordinal);
}
