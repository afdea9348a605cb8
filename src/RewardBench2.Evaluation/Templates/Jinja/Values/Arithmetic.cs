using System.Numerics;
using RewardBench2.Evaluation.Templates.Jinja.Builtins;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary><c>+ - * / // % **</c> as Python computes them.</summary>
internal static class Arithmetic
{
    public static object? Apply(Rendering rendering, string sign, object? left, object? right)
    {
        if (PyNumber.IsNumber(left) && PyNumber.IsNumber(right))
        {
            return left is double || right is double
                ? Floats(rendering, sign, PyNumber.Float(left!), PyNumber.Float(right!))
                : Wholes(rendering, sign, left!, right!);
        }

        return (sign, left, right) switch
        {
            ("+", string one, string two) => Join(rendering, one, two),
            ("%", string format, _) => PercentFormat.Apply(rendering, format, right),
            ("+", Markup or string, Markup or string) => JoinMarkup(rendering, left, right),
            ("%", Markup format, _) => new Markup(PercentFormat.Apply(rendering, format.Text, right)),
            (_, Undefined missing, _) => throw rendering.Refuse(missing.Message),
            (_, _, Undefined missing) => throw rendering.Refuse(missing.Message),
            ("+", PyList one, PyList two) => new PyList(Join(rendering, one.Elements, two.Elements)),
            ("+", PyTuple one, PyTuple two) => new PyTuple(Join(rendering, one.Elements, two.Elements)),
            ("*", _, _) when PyNumber.IsWhole(right) => Repeat(rendering, left, PyNumber.Big(right!)) ?? throw Wrong(rendering, sign, left, right),
            ("*", _, _) when PyNumber.IsWhole(left) => Repeat(rendering, right, PyNumber.Big(left!)) ?? throw Wrong(rendering, sign, left, right),
            _ => throw Wrong(rendering, sign, left, right),
        };
    }

    public static object Negate(Rendering rendering, object? value) => value switch
    {
        double number => -number,
        { } when PyNumber.IsWhole(value) => PyNumber.Normalized(-PyNumber.Big(value)),
        Undefined missing => throw rendering.Refuse(missing.Message),
        _ => throw rendering.Refuse($"a {PyType.Describe(value)} has no negative."),
    };

    public static object Affirm(Rendering rendering, object? value) => value switch
    {
        double number => number,
        { } when PyNumber.IsWhole(value) => PyNumber.Normalized(PyNumber.Big(value)),
        Undefined missing => throw rendering.Refuse(missing.Message),
        _ => throw rendering.Refuse($"“+” needs a number, not a {PyType.Describe(value)}."),
    };

    public static string Join(Rendering rendering, string left, string right)
    {
        rendering.MakeText((long)left.Length + right.Length);
        return left + right;
    }

    private static Markup JoinMarkup(Rendering rendering, object left, object right)
    {
        var one = left is string plain ? Markup.Escape(plain) : PyText.Plain(left);
        var two = right is string text ? Markup.Escape(text) : PyText.Plain(right);
        return new Markup(Join(rendering, one, two));
    }

    private static object?[] Join(Rendering rendering, object?[] left, object?[] right)
    {
        rendering.MakeElements((long)left.Length + right.Length);
        return [.. left, .. right];
    }

    private static object? Repeat(Rendering rendering, object? value, BigInteger times)
    {
        var count = times.Sign <= 0 ? 0 : times > int.MaxValue ? int.MaxValue : (long)times;
        if (times > long.MaxValue && value is string or Markup or PySequence)
        {
            throw rendering.Refuse("something is repeated too often.");
        }

        switch (value)
        {
            case string or Markup:
                var text = PyText.Plain(value);
                rendering.MakeText(text.Length * count);
                var repeated = text.Length == 0 ? "" : text.Length == 1 ? new string(text[0], (int)count) : string.Concat(Enumerable.Repeat(text, (int)count));
                return value is Markup ? new Markup(repeated) : repeated;
            case PySequence sequence:
                rendering.MakeElements(sequence.Elements.Length * count);
                object?[] elements = sequence.Elements.Length == 0 ? [] : [.. Enumerable.Repeat(sequence.Elements, (int)count).SelectMany(part => part)];
                return sequence is PyList ? new PyList(elements) : new PyTuple(elements);
            default:
                return null;
        }
    }

    private static object Wholes(Rendering rendering, string sign, object left, object right)
    {
        if (sign is "+" or "-" && left is long small && right is long other)
        {
            var sum = sign == "+" ? unchecked(small + other) : unchecked(small - other);
            var isOverflow = sign == "+" ? ((small ^ sum) & (other ^ sum)) < 0 : ((small ^ other) & (small ^ sum)) < 0;
            if (!isOverflow)
            {
                return sum;
            }
        }

        var (one, two) = (PyNumber.Big(left), PyNumber.Big(right));
        if (sign is "/" or "//" or "%" && two.IsZero)
        {
            throw rendering.Refuse("a division by zero.");
        }

        return sign switch
        {
            "+" => Bounded(rendering, one + two),
            "-" => Bounded(rendering, one - two),
            "*" => Bounded(rendering, Multiply(rendering, one, two)),
            "/" => Quotient(rendering, one, two),
            "//" => PyNumber.Normalized(FloorDivide(one, two)),
            "%" => PyNumber.Normalized(one - (two * FloorDivide(one, two))),
            _ => Power(rendering, one, two),
        };
    }

    private static BigInteger FloorDivide(BigInteger one, BigInteger two)
    {
        var quotient = BigInteger.DivRem(one, two, out var rest);
        return !rest.IsZero && (rest.Sign < 0) != (two.Sign < 0) ? quotient - 1 : quotient;
    }

    private static double Quotient(Rendering rendering, BigInteger one, BigInteger two)
    {
        var quotient = BigInteger.Abs(one) <= 1L << 53 && BigInteger.Abs(two) <= 1L << 53
            ? (double)one / (double)two
            : ExactQuotient(one, two);
        return double.IsInfinity(quotient) ? throw rendering.Refuse("a division gives a number too large.") : quotient;
    }

    // Rounded once, from 64 bits of quotient with the rest kept in the last one.
    private static double ExactQuotient(BigInteger one, BigInteger two)
    {
        var shift = (int)(64 + two.GetBitLength() - one.GetBitLength());
        var (numerator, denominator) = (BigInteger.Abs(one), BigInteger.Abs(two));
        var quotient = shift >= 0
            ? BigInteger.DivRem(numerator << shift, denominator, out var rest)
            : BigInteger.DivRem(numerator, denominator << -shift, out rest);
        var digits = quotient.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var value = double.Parse(rest.IsZero ? digits : digits + ".1", System.Globalization.CultureInfo.InvariantCulture);
        value = Math.ScaleB(value, -shift);
        return one.Sign * two.Sign < 0 ? -value : value;
    }

    private static BigInteger Multiply(Rendering rendering, BigInteger one, BigInteger two)
    {
        Check(rendering, one.GetBitLength() + two.GetBitLength());
        return one * two;
    }

    private static object Power(Rendering rendering, BigInteger one, BigInteger two)
    {
        if (two.Sign < 0)
        {
            return one.IsZero ? throw rendering.Refuse("0 has no negative power.") : Math.Pow((double)one, (double)two);
        }

        if (one.IsZero || one.IsOne || one == BigInteger.MinusOne)
        {
            return PyNumber.Normalized(two.IsZero || one.IsOne || (!one.IsZero && two.IsEven) ? BigInteger.One : one);
        }

        Check(rendering, two > JinjaLimits.NumberBits ? long.MaxValue : (long)two * (one.GetBitLength() - 1));
        return Bounded(rendering, BigInteger.Pow(one, (int)two));
    }

    private static object Bounded(Rendering rendering, BigInteger value)
    {
        Check(rendering, value.GetBitLength());
        return PyNumber.Normalized(value);
    }

    private static void Check(Rendering rendering, long bits)
    {
        if (bits > JinjaLimits.NumberBits)
        {
            throw rendering.Refuse("a whole number grows too large.");
        }

        rendering.Spend((int)(bits >> 6) + 1);
    }

    private static double Floats(Rendering rendering, string sign, double one, double two)
    {
        if (sign is "/" or "//" or "%" && two == 0)
        {
            throw rendering.Refuse("a division by zero.");
        }

        switch (sign)
        {
            case "+":
                return one + two;
            case "-":
                return one - two;
            case "*":
                return one * two;
            case "/":
                return one / two;
            case "//":
                return FloorQuotient(one, two);
            case "%":
                return Modulo(one, two);
            default:
                var power = Math.Pow(one, two);
                return one == 0 && two < 0 ? throw rendering.Refuse("0 has no negative power.")
                    : one < 0 && two != Math.Floor(two) ? throw rendering.Refuse("a power of a negative number is not a real number.")
                    : double.IsInfinity(power) && !double.IsInfinity(one) && !double.IsInfinity(two) ? throw rendering.Refuse("a power grows too large.")
                    : power;
        }
    }

    private static double Modulo(double one, double two)
    {
        var rest = one % two;
        return rest != 0 ? (rest < 0) != (two < 0) ? rest + two : rest : Math.CopySign(0, two);
    }

    private static double FloorQuotient(double one, double two)
    {
        var rest = one % two;
        var quotient = (one - rest) / two;
        if (rest != 0 && (rest < 0) != (two < 0))
        {
            quotient -= 1;
        }

        var floor = Math.Floor(quotient);
        return quotient == 0 ? Math.CopySign(0, one / two) : quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static ChatTemplateException Wrong(Rendering rendering, string sign, object? left, object? right) =>
        rendering.Refuse($"“{sign}” cannot join a {PyType.Describe(left)} and a {PyType.Describe(right)}.");
}
