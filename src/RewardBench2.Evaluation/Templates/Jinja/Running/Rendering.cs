using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace RewardBench2.Evaluation.Templates.Jinja.Running;

/// <summary>
/// One rendering of a template, and what it may cost. Work is counted where it is done, not by statements: whatever compares,
/// copies or makes something says how much of it.
/// </summary>
internal sealed class Rendering
{
    private readonly CancellationToken _cancellation;
    private readonly IReadOnlyDictionary<string, object?> _values;
    private readonly long _started = Stopwatch.GetTimestamp();
    private Dictionary<string, object?>? _exported;
    private long _work;
    private int _untilCheck = JinjaLimits.WorkBetweenChecks;
    private long _characters;
    private long _elements;
    private int _depth;

    public Rendering(IReadOnlyDictionary<string, object?> values, CancellationToken cancellation)
    {
        _values = values;
        _cancellation = cancellation;
    }

    /// <summary>The line that is at work, for messages.</summary>
    public int Line { get; set; }

    /// <summary>The refusal of what stands in the present line.</summary>
    public ChatTemplateException Refuse(string message) => new(Line, message);

    /// <summary>A value given from outside, a name that the template set, or a function of Jinja's.</summary>
    public object? Resolve(string name) =>
        _exported is not null && _exported.TryGetValue(name, out var exported) ? exported
        : _values.TryGetValue(name, out var value) ? value
        : Builtins.Globals.Find(name);

    /// <summary>Lets blocks see a name that the template set.</summary>
    public void Export(string name, object? value) => (_exported ??= new(StringComparer.Ordinal))[name] = value;

    /// <summary>Counts work: one node evaluated, one element looked at, some characters copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Spend(int work = 1)
    {
        if ((_untilCheck -= work) < 0)
        {
            Check();
        }
    }

    /// <summary>Counts characters that come into being; call before making them.</summary>
    public void MakeText(long length)
    {
        if (length > JinjaLimits.Text || (_characters += length) > JinjaLimits.Characters)
        {
            throw Refuse($"the text grows beyond {(length > JinjaLimits.Text ? JinjaLimits.Text : JinjaLimits.Characters):N0} characters.");
        }

        Spend((int)(length >> 3) + 1);
    }

    /// <summary>Counts elements of lists that come into being; call before making them.</summary>
    public void MakeElements(long count)
    {
        if ((_elements += count) > JinjaLimits.Elements)
        {
            throw Refuse($"the lists it makes grow beyond {JinjaLimits.Elements:N0} elements.");
        }

        Spend((int)count + 1);
    }

    public void Write(StringBuilder output, string text)
    {
        MakeText(text.Length);
        output.Append(text);
    }

    /// <summary>Enters something that may hold its like: a call, a list in a list.</summary>
    public void Descend()
    {
        if (++_depth > JinjaLimits.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Refuse("it nests or calls itself too deep.");
        }
    }

    public void Ascend() => _depth--;

    private void Check()
    {
        _work += JinjaLimits.WorkBetweenChecks - _untilCheck;
        _untilCheck = JinjaLimits.WorkBetweenChecks;
        _cancellation.ThrowIfCancellationRequested();
        if (_work > JinjaLimits.Work || (_work > JinjaLimits.WorkBeforeClock && Stopwatch.GetElapsedTime(_started) > JinjaLimits.Time))
        {
            throw Refuse("it takes too much work to write this conversation.");
        }
    }
}
