using System.Globalization;
using System.Numerics;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary><c>int</c>, <c>float</c>, <c>abs</c>, <c>round</c>, <c>filesizeformat</c>.</summary>
internal static class NumberFilters
{
    private static readonly Signature IntCall = new("int", 0, "default", "base");
    private static readonly Signature FloatCall = new("float", 0, "default");
    private static readonly Signature RoundCall = new("round", 0, "precision", "method");
    private static readonly Signature SizeCall = new("filesizeformat", 0, "binary");

    public static IEnumerable<KeyValuePair<string, Filter>> All { get; } = new Dictionary<string, Filter>
    {
        ["int"] = Int,
        ["float"] = Float,
        ["abs"] = Abs,
        ["round"] = Round,
        ["filesizeformat"] = FileSize,
    };

    private static object? Int(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = IntCall.Bind(rendering, arguments);
        Refuse(rendering, value);
        var text = PyText.TryPlain(value);
        var whole = text is not null ? NumberText.ReadWhole(rendering, text, bound.Whole(1, 10)) : Truncated(rendering, value);
        if (whole is null && text is not null && NumberText.ReadFloat(rendering, text) is { } number)
        {
            whole = Truncated(rendering, number);
        }

        return whole ?? bound.Or(0, 0L);
    }

    private static object? Float(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = FloatCall.Bind(rendering, arguments);
        Refuse(rendering, value);
        return PyNumber.IsNumber(value) ? ToFloat(rendering, value!)
            : PyText.TryPlain(value) is { } text && NumberText.ReadFloat(rendering, text) is { } number ? number
            : bound.Or(0, 0.0);
    }

    private static object Abs(Rendering rendering, object? value, Arguments arguments)
    {
        new Signature("abs", 0).Bind(rendering, arguments);
        return value switch
        {
            double number => Math.Abs(number),
            { } when PyNumber.IsWhole(value) => PyNumber.Normalized(BigInteger.Abs(PyNumber.Big(value))),
            Undefined missing => throw rendering.Refuse(missing.Message),
            _ => throw rendering.Refuse($"“abs” needs a number, not a {PyType.Describe(value)}."),
        };
    }

    private static object Round(Rendering rendering, object? value, Arguments arguments)
    {
        var bound = RoundCall.Bind(rendering, arguments);
        if (bound.Or(1, "common") is not ("common" or "ceil" or "floor"))
        {
            throw rendering.Refuse("“round” rounds by “common”, “ceil” or “floor”.");
        }

        Refuse(rendering, value);
        if (!PyNumber.IsNumber(value))
        {
            throw rendering.Refuse($"“round” needs a number, not a {PyType.Describe(value)}.");
        }

        var method = (string)bound.Or(1, "common")!;
        if (method == "common")
        {
            return bound.Or(0, 0L) is null
                ? value is double whole ? Truncated(rendering, Math.Round(whole, MidpointRounding.ToEven))! : value!
                : Rounded(rendering, value!, bound.Whole(0, 0));
        }

        var power = Arithmetic.Apply(rendering, "**", 10L, bound.Or(0, 0L));
        var scaled = PyNumber.Float(Arithmetic.Apply(rendering, "*", value, power)!);
        var result = Truncated(rendering, method == "ceil" ? Math.Ceiling(scaled) : Math.Floor(scaled));
        return Arithmetic.Apply(rendering, "/", result, power)!;
    }

    private static object Rounded(Rendering rendering, object value, long digits)
    {
        if (value is double number)
        {
            return !double.IsFinite(number) || digits > 323 ? number
                : digits < -308 ? Math.CopySign(0, number)
                : double.Parse(DecimalText.Fixed(number, (int)digits), CultureInfo.InvariantCulture);
        }

        if (digits >= 0)
        {
            return PyNumber.Normalized(PyNumber.Big(value));
        }

        if (digits < -5_000)
        {
            return 0L;
        }

        var unit = BigInteger.Pow(10, (int)-digits);
        rendering.Spend((int)-digits);
        return PyNumber.Normalized(DecimalText.DivideToEven(PyNumber.Big(value), unit) * unit);
    }

    private static string FileSize(Rendering rendering, object? value, Arguments arguments)
    {
        var isBinary = SizeCall.Bind(rendering, arguments).IsTrue(0);
        Refuse(rendering, value);
        var bytes = PyNumber.IsNumber(value) ? ToFloat(rendering, value!)
            : PyText.TryPlain(value) is { } text && NumberText.ReadFloat(rendering, text) is { } number ? number
            : throw rendering.Refuse("“filesizeformat” needs a number.");
        var step = isBinary ? 1024.0 : 1000.0;
        if (bytes == 1)
        {
            return "1 Byte";
        }

        if (bytes < step)
        {
            return $"{Printing.Text(rendering, Truncated(rendering, bytes))} Bytes";
        }

        var unit = step;
        var prefixes = "kMGTPEZY";
        for (var at = 0; ; at++)
        {
            unit *= step;
            if (bytes < unit || at == prefixes.Length - 1)
            {
                var prefix = isBinary ? char.ToUpperInvariant(prefixes[at]) + "i" : prefixes[at].ToString();
                return $"{DecimalText.Fixed(step * bytes / unit, 1)} {prefix}B";
            }
        }
    }

    private static double ToFloat(Rendering rendering, object value) => PyNumber.Float(value) is var number && double.IsInfinity(number) && value is BigInteger
        ? throw rendering.Refuse("a whole number is too large for a fraction.")
        : number;

    private static object? Truncated(Rendering rendering, object? value) => value switch
    {
        double number when double.IsNaN(number) => null,
        double number when double.IsInfinity(number) => throw rendering.Refuse("infinity is not a whole number."),
        double number => PyNumber.Normalized(new BigInteger(Math.Truncate(number))),
        { } when PyNumber.IsWhole(value) => PyNumber.Normalized(PyNumber.Big(value)),
        _ => null,
    };

    private static void Refuse(Rendering rendering, object? value)
    {
        if (value is Undefined missing)
        {
            throw rendering.Refuse(missing.Message);
        }
    }
}
