using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Syntax;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>What stands behind <c>is</c>.</summary>
internal delegate bool Test(Rendering rendering, object? value, Arguments arguments);

/// <summary>Jinja's tests by name.</summary>
internal static class JinjaTests
{
    private static readonly Signature NoArguments = new("a test", 0);
    private static readonly Signature OneArgument = new("a test", 1, "other");
    private static readonly Signature OneNumber = new("divisibleby", 1, "num");
    private static readonly Signature OneSequence = new("in", 1, "seq");

    private static readonly Dictionary<string, Test> Known = new(StringComparer.Ordinal)
    {
        ["defined"] = Plain(value => value is not Undefined),
        ["undefined"] = Plain(value => value is Undefined),
        ["none"] = Plain(value => value is null),
        ["boolean"] = Plain(value => value is bool),
        ["true"] = Plain(value => value is true),
        ["false"] = Plain(value => value is false),
        ["integer"] = Plain(value => value is not bool && PyNumber.IsWhole(value)),
        ["float"] = Plain(value => value is double),
        ["number"] = Plain(PyNumber.IsNumber),
        ["string"] = Plain(value => value is string or Markup),
        ["mapping"] = Plain(value => value is PyDict),
        ["sequence"] = Plain(value => value is string or Markup or PySequence or PyDict or PyRange or Undefined),
        ["iterable"] = (rendering, value, arguments) => None(rendering, arguments) && Iterating.TryOver(rendering, value) is not null,
        ["callable"] = Plain(PyType.IsCallable),
        ["escaped"] = Plain(value => value is Markup),
        ["odd"] = (rendering, value, arguments) => None(rendering, arguments) && IsRest(rendering, value, 2L, 1L),
        ["even"] = (rendering, value, arguments) => None(rendering, arguments) && IsRest(rendering, value, 2L, 0L),
        ["divisibleby"] = (rendering, value, arguments) => IsRest(rendering, value, OneNumber.Bind(rendering, arguments).Or(0, null), 0L),
        ["lower"] = (rendering, value, arguments) => None(rendering, arguments) && TextKind.IsLower(Printing.Text(rendering, value)),
        ["upper"] = (rendering, value, arguments) => None(rendering, arguments) && TextKind.IsUpper(Printing.Text(rendering, value)),
        ["filter"] = (rendering, value, arguments) => None(rendering, arguments) && IsKnownName(rendering, value, name => Filters.Find(name) is not null),
        ["test"] = (rendering, value, arguments) => None(rendering, arguments) && IsKnownName(rendering, value, name => Find(name) is not null),
        ["sameas"] = (rendering, value, arguments) => IsSame(value, OneArgument.Bind(rendering, arguments).Or(0, null)),
        ["in"] = (rendering, value, arguments) => Comparing.Contains(rendering, OneSequence.Bind(rendering, arguments).Or(0, null), value),
        ["=="] = Compared("=="),
        ["eq"] = Compared("=="),
        ["equalto"] = Compared("=="),
        ["!="] = Compared("!="),
        ["ne"] = Compared("!="),
        [">"] = Compared(">"),
        ["gt"] = Compared(">"),
        ["greaterthan"] = Compared(">"),
        [">="] = Compared(">="),
        ["ge"] = Compared(">="),
        ["<"] = Compared("<"),
        ["lt"] = Compared("<"),
        ["lessthan"] = Compared("<"),
        ["<="] = Compared("<="),
        ["le"] = Compared("<="),
    };

    public static Test? Find(string name) => Known.GetValueOrDefault(name);

    private static Test Plain(Func<object?, bool> holds) => (rendering, value, arguments) => None(rendering, arguments) && holds(value);

    private static Test Compared(string sign) => (rendering, value, arguments) =>
        Comparison.Holds(rendering, sign, value, OneArgument.Bind(rendering, arguments).Or(0, null));

    private static bool None(Rendering rendering, Arguments arguments)
    {
        NoArguments.Bind(rendering, arguments);
        return true;
    }

    private static bool IsRest(Rendering rendering, object? value, object? divisor, object rest) =>
        Comparing.AreEqual(rendering, Arithmetic.Apply(rendering, "%", value, divisor), rest);

    private static bool IsKnownName(Rendering rendering, object? value, Func<string, bool> isKnown)
    {
        Hashing.Check(rendering, value);
        return PyText.TryPlain(value) is { } name && isKnown(name);
    }

    // Small numbers and texts are one object each in Python too, as a rule.
    private static bool IsSame(object? value, object? other) => (value, other) switch
    {
        (null, null) => true,
        (bool one, bool two) => one == two,
        (long one, long two) => one == two && one is >= -5 and <= 256,
        (string one, string two) => one == two,
        _ => ReferenceEquals(value, other),
    };
}
