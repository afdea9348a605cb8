using System.Globalization;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>What stands after the colon in <c>{:&gt;10.2f}</c>.</summary>
internal static class BraceSpec
{
    public static string Format(Rendering rendering, object? value, string text)
    {
        if (text.Length == 0)
        {
            return Printing.Text(rendering, value);
        }

        var (spec, kind) = Parse(rendering, text);
        return value switch
        {
            string or Markup when kind is '\0' or 's' => FormatText(rendering, spec, PyText.Plain(value)),
            double number => FormatFloat(rendering, spec, number, kind),
            { } when PyNumber.IsWhole(value) => kind switch
            {
                '\0' when value is bool && spec.Align is null && spec.Width == 0 => throw Unknown(rendering, text),
                '\0' or 'd' or 'n' => Wholly(rendering, spec).FormatWhole(rendering, PyNumber.Big(value), 'd'),
                'x' or 'X' or 'o' or 'b' => Wholly(rendering, spec).FormatWhole(rendering, PyNumber.Big(value), kind),
                'c' => FormatText(rendering, spec, char.ConvertFromUtf32((int)PyNumber.Big(value))),
                _ => FormatFloat(rendering, spec, PyNumber.Float(value), kind),
            },
            Undefined missing => throw rendering.Refuse(missing.Message),
            _ => throw Unknown(rendering, text),
        };
    }

    private static ChatTemplateException Unknown(Rendering rendering, string text) =>
        rendering.Refuse($"the format “{(text.Length > 20 ? text[..20] + "…" : text)}” does not suit its value.");

    private static FormatSpec Wholly(Rendering rendering, FormatSpec spec) =>
        spec.Precision is null ? spec : throw rendering.Refuse("a whole number has no precision.");

    private static string FormatText(Rendering rendering, FormatSpec spec, string text) =>
        spec.Align == '=' || spec.Sign != '-' || spec.Grouping.Length > 0 || spec.IsAlternate
            ? throw rendering.Refuse("a text has no sign.")
            : (spec.IsZeroPadded ? spec with { Fill = "0", IsZeroPadded = false } : spec).FormatText(rendering, text);

    private static string FormatFloat(Rendering rendering, FormatSpec spec, double number, char kind)
    {
        switch (kind)
        {
            case 'f' or 'F' or 'e' or 'E' or 'g' or 'G' or '%':
                return spec.FormatFloat(rendering, number, kind);
            case 'n':
                return spec.FormatFloat(rendering, number, 'g');
            case '\0' when spec.Precision is null:
                var text = PyNumber.Text(Math.Abs(number));
                var end = text.AsSpan().IndexOfAny('.', 'e') is var at and >= 0 ? at : text.Length;
                var sign = double.IsNegative(number) ? "-" : spec.Sign == '-' ? "" : spec.Sign.ToString();
                return spec.Number(rendering, sign, text[..end], text[end..], 3);
            case '\0':
                // Like g, but a whole number keeps its ".0" and the exponent comes one digit sooner.
                var general = spec.FormatFloat(rendering, number, 'g');
                return general.AsSpan().IndexOfAny('.', 'e', 'n') >= 0 ? general : General(rendering, spec, number);
            default:
                throw rendering.Refuse($"“{kind}” does not format a fraction.");
        }
    }

    private static string General(Rendering rendering, FormatSpec spec, double number)
    {
        var digits = DecimalText.Significant(number, Math.Max(1, spec.Precision ?? 1));
        return digits.Exponent >= Math.Max(1, spec.Precision ?? 1) - 1 && digits.Exponent > 0
            ? (spec with { Precision = Math.Max(0, digits.Digits.TrimEnd('0').Length - 1) }).FormatFloat(rendering, number, 'e')
            : (spec with { Precision = 1 }).FormatFloat(rendering, number, 'f');
    }

    private static (FormatSpec Spec, char Kind) Parse(Rendering rendering, string text)
    {
        var spec = new FormatSpec();
        var at = 0;
        var first = PyText.Width(text, 0);
        if (text.Length > first && IsAlign(text[first]))
        {
            spec = spec with { Fill = text[..first], Align = text[first] };
            at = first + 1;
        }
        else if (IsAlign(text[0]))
        {
            spec = spec with { Align = text[0] };
            at = 1;
        }

        if (At(text, at) is '+' or '-' or ' ')
        {
            spec = spec with { Sign = text[at++] };
        }

        if (At(text, at) == '#')
        {
            spec = spec with { IsAlternate = true };
            at++;
        }

        if (At(text, at) == '0')
        {
            spec = spec.Align is null ? spec with { IsZeroPadded = true } : spec.Fill == " " && !text.StartsWith(' ') ? spec with { Fill = "0" } : spec;
            at++;
        }

        spec = spec with { Width = Number(rendering, text, ref at) ?? 0 };
        if (At(text, at) is ',' or '_')
        {
            spec = spec with { Grouping = text[at++].ToString() };
        }

        if (At(text, at) == '.')
        {
            at++;
            spec = spec with { Precision = Number(rendering, text, ref at) ?? throw Unknown(rendering, text) };
        }

        return text.Length - at <= 1 ? (spec, At(text, at)) : throw Unknown(rendering, text);
    }

    private static bool IsAlign(char letter) => letter is '<' or '>' or '^' or '=';

    private static char At(string text, int at) => at < text.Length ? text[at] : '\0';

    private static int? Number(Rendering rendering, string text, ref int at)
    {
        var start = at;
        while (char.IsAsciiDigit(At(text, at)))
        {
            at++;
        }

        return at == start ? null
            : FormatSpec.Bounded(rendering, at - start < 18 ? long.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture) : long.MaxValue);
    }
}
