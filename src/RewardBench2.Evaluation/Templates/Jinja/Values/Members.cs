using RewardBench2.Evaluation.Templates.Jinja.Builtins;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>
/// <c>value.name</c> and <c>value[key]</c> as Jinja's sandbox reads them: the one prefers attributes, the other elements, and each
/// falls back to the other.
/// </summary>
internal static class Members
{
    public static object? Attribute(Rendering rendering, object? target, string name)
    {
        if (target is Undefined missing && !OfEverything.Contains(name))
        {
            throw rendering.Refuse(missing.Message);
        }

        var attribute = FindAttribute(rendering, target, name);
        if (attribute is not Absent)
        {
            return attribute;
        }

        return target is PyDict dictionary && dictionary.TryGet(name, out var value) ? value
            : target is BlockList blocks && blocks.Find(name) is { } block ? block
            : new Undefined($"a {PyType.Describe(target)} has no “{name}”.");
    }

    public static object? Element(Rendering rendering, object? target, object? key)
    {
        switch (target)
        {
            case Undefined missing:
                throw rendering.Refuse(missing.Message);
            case PyDict dictionary:
                if (Hashing.IsHashable(rendering, key) && dictionary.TryGet(key, out var value))
                {
                    return value;
                }

                break;
            case PySequence sequence when IsIndex(key, sequence.Elements.Length, out var at):
                return sequence.Elements[at];
            case string or Markup when PyNumber.IsWhole(key):
                var text = PyText.Plain(target);
                rendering.Spend((text.Length >> 4) + 1);
                if (IsIndex(key, PyText.Length(text), out var position))
                {
                    var letter = PyText.Single(text, PyText.Offset(text, position));
                    return target is Markup ? new Markup(letter) : letter;
                }

                break;
            case PyRange range when IsIndex(key, (int)range.Length, out var number):
                return range[number];
            case BlockList blocks when key is string block:
                return blocks.Find(block) ?? (object)new Undefined($"there is no block “{block}”.");
        }

        var attribute = PyText.TryPlain(key) is { } name ? FindAttribute(rendering, target, name) : Absent.Value;
        return attribute is not Absent ? attribute : new Undefined($"a {PyType.Describe(target)} has no element {Name(rendering, key)}.");
    }

    /// <summary>An attribute of a value; <see cref="Absent"/> where there is none of that name.</summary>
    public static object? FindAttribute(Rendering rendering, object? target, string name)
    {
        if (name.StartsWith('_'))
        {
            // What Python has under such names the sandbox hides; nothing else has such attributes, but namespaces may.
            return target is JinjaNamespace space ? space.Members.TryGet(name, out _) ? new Undefined($"“{name}” is hidden.") : Absent.Value
                : IsInternal(name) && target is not PyDict ? new Undefined($"“{name}” is hidden.")
                : Absent.Value;
        }

        return target switch
        {
            PyDict dictionary => DictMethods.Find(rendering, dictionary, name),
            string text => TextMethods.Find(text, name),
            Markup markup => MarkupMethods.Find(markup, name),
            PySequence sequence => SequenceMethods.Find(sequence, name),
            JinjaNamespace space => space.Members.TryGet(name, out var value) ? value : Absent.Value,
            LoopContext loop => loop.Member(name),
            Macro macro => OfMacro(macro, name),
            Cycler cycler => OfCycler(cycler, name),
            PyRange range => OfRange(range, name),
            _ when PyNumber.IsNumber(target) => NumberMethods.Find(target!, name),
            _ => Absent.Value,
        };
    }

    // What every Python object has, also one that stands for nothing.
    private static readonly HashSet<string> OfEverything = new(StringComparer.Ordinal)
    {
        "__class__", "__dir__", "__doc__", "__eq__", "__format__", "__hash__", "__init__", "__iter__", "__len__", "__module__", "__ne__", "__new__", "__repr__", "__str__",
    };

    private static bool IsInternal(string name) => name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal);

    private static object? OfMacro(Macro macro, string name) => name switch
    {
        "name" => macro.Name,
        "arguments" => new PyTuple([.. macro.Plan.Parameters]),
        "catch_kwargs" => PyNumber.Truth(macro.Plan.NamedSlot is not null),
        "catch_varargs" => PyNumber.Truth(macro.Plan.RestSlot is not null),
        "caller" => PyNumber.Truth(macro.Plan.UsesCaller),
        "explicit_caller" => PyNumber.Truth(macro.Plan.Parameters.Contains("caller")),
        _ => Absent.Value,
    };

    private static object? OfCycler(Cycler cycler, string name) => name switch
    {
        "current" => cycler.Current,
        "next" => new PyFunction(name, (_, _) => cycler.Next()),
        "reset" => new PyFunction(name, (_, _) =>
        {
            cycler.Reset();
            return null;
        }),
        _ => Absent.Value,
    };

    private static object? OfRange(PyRange range, string name) => name switch
    {
        "start" => range.Start,
        "stop" => range.Stop,
        "step" => range.Step,
        "count" => new PyFunction(name, (rendering, arguments) =>
            Comparing.Contains(rendering, range, new Signature(name, 1, "/value").Bind(rendering, arguments).Or(0, null)) ? 1L : 0L),
        "index" => new PyFunction(name, (rendering, arguments) =>
            new Signature(name, 1, "/value").Bind(rendering, arguments).Or(0, null) is var value && Comparing.Contains(rendering, range, value) && PyNumber.IsWhole(value)
                ? ((long)PyNumber.Big(value!) - range.Start) / range.Step
                : throw rendering.Refuse("the value that “index” looks for is not there.")),
        _ => Absent.Value,
    };

    private static bool IsIndex(object? key, int length, out int position)
    {
        var index = key switch { long whole => whole, bool truth => truth ? 1 : 0, _ => long.MaxValue };
        index = index < 0 ? index + length : index;
        position = index >= 0 && index < length ? (int)index : -1;
        return position >= 0;
    }

    private static string Name(Rendering rendering, object? key) =>
        key is string or long or null or bool ? Printing.Representation(rendering, key) : $"of that {PyType.Describe(key)}";
}
