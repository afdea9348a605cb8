using System.Numerics;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>Python's methods of dictionaries. Those that would change one are hidden, as in Jinja's immutable sandbox.</summary>
internal static class DictMethods
{
    private static readonly Signature GetCall = new("get", 1, "/key", "/default");
    private static readonly Signature NoArguments = new("this method", 0);

    public static object Find(Rendering rendering, PyDict dictionary, string name) => name switch
    {
        "items" or "keys" or "values" => new PyFunction(name, (_, arguments) =>
        {
            NoArguments.Bind(rendering, arguments);
            return new PyView(dictionary, "dict_" + name);
        }),
        "get" => new PyFunction(name, (_, arguments) =>
        {
            var bound = GetCall.Bind(rendering, arguments);
            Hashing.Check(rendering, bound.Or(0, null));
            return dictionary.TryGet(bound.Or(0, null), out var value) ? value : bound.Or(1, null);
        }),
        "copy" => new PyFunction(name, (_, arguments) =>
        {
            NoArguments.Bind(rendering, arguments);
            return dictionary;
        }),
        "clear" or "pop" or "popitem" or "setdefault" or "update" => new Undefined($"“{name}” would change a dictionary, which a template cannot."),
        "fromkeys" => new PyFunction(name, (_, arguments) => FromKeys(rendering, arguments)),
        _ => Absent.Value,
    };

    private static PyDict FromKeys(Rendering rendering, Arguments arguments)
    {
        var bound = new Signature("fromkeys", 1, "/iterable", "/value").Bind(rendering, arguments);
        var dictionary = new PyDict();
        foreach (var key in Iterating.ToArray(rendering, bound.Or(0, null)))
        {
            Hashing.Check(rendering, key);
            dictionary.Set(key, bound[1]);
        }

        return dictionary;
    }
}

/// <summary>Python's methods of lists and tuples.</summary>
internal static class SequenceMethods
{
    private static readonly Signature IndexCall = new("index", 1, "/value", "/start", "/stop");
    private static readonly Signature CountCall = new("count", 1, "/value");

    public static object? Find(PySequence sequence, string name) => (sequence, name) switch
    {
        (PyTuple { IsGroup: true }, "grouper") => sequence.Elements[0],
        (PyTuple { IsGroup: true }, "list") => sequence.Elements[1],
        (_, "index") => new PyFunction(name, (rendering, arguments) => Index(rendering, sequence, arguments)),
        (_, "count") => new PyFunction(name, (rendering, arguments) =>
        {
            var wanted = CountCall.Bind(rendering, arguments).Or(0, null);
            return (long)sequence.Elements.Count(element => Comparing.AreEqual(rendering, element, wanted));
        }),
        (PyList, "copy") => new PyFunction(name, (_, _) => new PyList(sequence.Elements)),
        (PyList, "append" or "clear" or "pop" or "reverse" or "insert" or "sort" or "extend" or "remove") =>
            new Undefined($"“{name}” would change a list, which a template cannot; make a new one with +."),
        _ => Absent.Value,
    };

    private static long Index(Rendering rendering, PySequence sequence, Arguments arguments)
    {
        var bound = IndexCall.Bind(rendering, arguments);
        var length = sequence.Elements.Length;
        long Bound(int position, long fallback) => bound.Whole(position, fallback) is var at && at < 0 ? Math.Max(0, at + length) : Math.Min(at, length);

        for (var at = Bound(1, 0); at < Bound(2, length); at++)
        {
            if (Comparing.AreEqual(rendering, sequence.Elements[at], bound.Or(0, null)))
            {
                return at;
            }
        }

        throw rendering.Refuse("the value that “index” looks for is not there.");
    }
}

/// <summary>Python's attributes of numbers.</summary>
internal static class NumberMethods
{
    public static object Find(object number, string name) => (number, name) switch
    {
        (double, "real") => number,
        (double, "imag") => 0.0,
        (double value, "is_integer") => Method(name, () => PyNumber.Truth(double.IsFinite(value) && value == Math.Floor(value))),
        (double, "conjugate") => Method(name, () => number),
        (double, _) => Absent.Value,
        (_, "real" or "numerator") => PyNumber.Normalized(PyNumber.Big(number)),
        (_, "imag") => 0L,
        (_, "denominator") => 1L,
        (_, "conjugate") => Method(name, () => PyNumber.Normalized(PyNumber.Big(number))),
        (_, "bit_length") => Method(name, () => BigInteger.Abs(PyNumber.Big(number)) is { IsZero: false } big ? big.GetBitLength() : 0L),
        (_, "bit_count") => Method(name, () => (long)BigInteger.Abs(PyNumber.Big(number)).ToByteArray().Sum(part => BitOperations.PopCount(part))),
        _ => Absent.Value,
    };

    private static PyFunction Method(string name, Func<object> value) => new(name, (rendering, arguments) =>
    {
        new Signature(name, 0).Bind(rendering, arguments);
        return value();
    });
}
