using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>Functions that every template can call.</summary>
internal static class Globals
{
    // Jinja's sandbox allows no longer ranges.
    private const int MostInRange = 100_000;

    private static readonly Signature RaiseExceptionCall = new("raise_exception", 1, "message");
    private static readonly Signature StrftimeNowCall = new("strftime_now", 1, "format");
    private static readonly Signature RangeCall = new("range", 1, "/start", "/stop", "/step");
    private static readonly Signature DictionaryCall = new("dict", 0, "/members");

    private static readonly Dictionary<string, object> Known = new PyFunction[]
    {
        new("range", Range),
        new("dict", (rendering, arguments) => Dictionary(rendering, arguments)),
        new("namespace", (rendering, arguments) => new JinjaNamespace(Dictionary(rendering, arguments))),
        new("cycler", (rendering, arguments) => arguments.Positional.Length == 0 || arguments.Named.Count > 0
            ? throw rendering.Refuse("“cycler” needs values to cycle through.")
            : new Cycler(arguments.Positional)),
        new("joiner", Joiner),
        new("lipsum", (rendering, _) => throw rendering.Refuse("“lipsum” writes text by chance, and a conversation must read the same every time.")),
        new("raise_exception", RaiseException),
        new("strftime_now", (rendering, arguments) => StrftimeNow.Format(rendering, StrftimeNowCall.Bind(rendering, arguments).Text(0))),
    }.ToDictionary(function => function.Name, function => (object)function, StringComparer.Ordinal);


    /// <summary>A function by name; <see cref="Absent"/> where there is none.</summary>
    public static object Find(string name) => Known.GetValueOrDefault(name, Absent.Value);

    private static object RaiseException(Rendering rendering, Arguments arguments)
    {
        var message = RaiseExceptionCall.Bind(rendering, arguments)[0];
        throw rendering.Refuse($"it refuses this conversation: {Printing.Text(rendering, message)}");
    }

    private static PyRange Range(Rendering rendering, Arguments arguments)
    {
        var bound = RangeCall.Bind(rendering, arguments);
        var (start, stop) = bound.IsGiven(1) ? (Whole(bound, 0), Whole(bound, 1)) : (0, Whole(bound, 0));
        var step = Whole(bound, 2, 1);
        if (step == 0)
        {
            throw rendering.Refuse("the step of “range” is 0.");
        }

        var range = new PyRange(start, stop, step);
        return range.Length <= MostInRange
            ? range
            : throw rendering.Refuse($"“range” is longer than {MostInRange:N0}.");
    }

    // Far beyond any list, and far from overflowing.
    private static long Whole(BoundArguments bound, int position, long fallback = 0) =>
        Math.Clamp(bound.Whole(position, fallback), -(1L << 60), 1L << 60);

    private static PyDict Dictionary(Rendering rendering, Arguments arguments)
    {
        var given = DictionaryCall.Bind(rendering, new Arguments(arguments.Positional, [])).Or(0, Absent.Value);
        var dictionary = new PyDict();
        if (given is PyDict other)
        {
            rendering.MakeElements(other.Count);
            foreach (var (key, value) in other.Members)
            {
                dictionary.Set(key, value);
            }
        }
        else if (given is not Absent)
        {
            foreach (var pair in Iterating.Over(rendering, given))
            {
                var members = Iterating.ToArray(rendering, pair);
                if (members.Length != 2)
                {
                    throw rendering.Refuse("a dictionary is made of pairs.");
                }

                Hashing.Check(rendering, members[0]);
                dictionary.Set(members[0], members[1]);
            }
        }

        foreach (var (name, value) in arguments.Named)
        {
            rendering.MakeElements(1);
            dictionary.Set(name, value);
        }

        return dictionary;
    }

    private static PyFunction Joiner(Rendering rendering, Arguments arguments)
    {
        var separator = new Signature("joiner", 0, "sep").Bind(rendering, arguments).Or(0, ", ");
        var isUsed = false;
        return new PyFunction("joiner", (_, _) =>
        {
            var text = isUsed ? separator : "";
            isUsed = true;
            return text;
        });
    }
}
