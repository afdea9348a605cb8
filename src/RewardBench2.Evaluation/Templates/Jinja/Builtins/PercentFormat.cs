using System.Globalization;
using System.Numerics;
using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary><c>"%s has %d" % (name, count)</c>.</summary>
internal sealed class PercentFormat
{
    private readonly Rendering _rendering;
    private readonly string _format;
    private readonly object? _given;
    private readonly object?[] _values;
    private readonly StringBuilder _output = new();
    private int _position;
    private int _taken;
    private bool _usedNames;

    private PercentFormat(Rendering rendering, string format, object? given)
    {
        _rendering = rendering;
        _format = format;
        _given = given;
        _values = given is PyTuple tuple ? tuple.Elements : [given];
    }

    public static string Apply(Rendering rendering, string format, object? given) => new PercentFormat(rendering, format, given).Write();

    private string Write()
    {
        while (_position < _format.Length)
        {
            var at = _format.IndexOf('%', _position);
            var end = at < 0 ? _format.Length : at;
            _rendering.Write(_output, _format[_position..end]);
            _position = end + 1;
            if (at >= 0)
            {
                WriteField();
            }
        }

        // A dictionary may hold more than is asked for, and so may what has elements of its own.
        return _taken < _values.Length && !_usedNames && _given is not (PyDict or PyList or PyRange or Undefined)
            ? throw _rendering.Refuse("a format has fewer places than there are values.")
            : _output.ToString();
    }

    private void WriteField()
    {
        var name = ReadName();
        var flags = ReadWhile(letter => letter is '-' or '+' or ' ' or '#' or '0');
        var width = ReadNumber();
        var precision = Peek() == '.' ? ReadPrecision() : null;
        ReadWhile(letter => letter is 'h' or 'l' or 'L');
        var kind = Peek();
        _position++;
        if (kind == '%')
        {
            _rendering.Write(_output, "%");
            return;
        }

        if (width < 0)
        {
            (flags, width) = (flags + "-", -width);
        }

        var value = name is null ? Take() : TakeNamed(name);
        var spec = new FormatSpec
        {
            Align = flags.Contains('-') ? '<' : null,
            Sign = flags.Contains('+') ? '+' : flags.Contains(' ') ? ' ' : '-',
            IsAlternate = flags.Contains('#'),
            IsZeroPadded = flags.Contains('0') && !flags.Contains('-'),
            Width = width ?? 0,
            Precision = precision,
        };
        _rendering.Write(_output, Format(spec, kind, value));
    }

    private string Format(FormatSpec spec, char kind, object? value)
    {
        switch (kind)
        {
            case 's':
                return FormatText(spec, Printing.Text(_rendering, value));
            case 'r' or 'a':
                return FormatText(spec, Printing.Representation(_rendering, value));
            case 'c':
                return FormatText(spec, Character(value));
            case 'd' or 'i' or 'u':
                return spec.FormatWhole(_rendering, Whole(value, "%d"), 'd');
            case 'x' or 'X' or 'o':
                return spec.FormatWhole(
                    _rendering, PyNumber.IsWhole(value) ? PyNumber.Big(value!) : throw Wrong(value, $"%{kind} needs a whole number"), kind);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                return spec.FormatFloat(_rendering, PyNumber.IsNumber(value) ? PyNumber.Float(value!) : throw Wrong(value, $"%{kind} needs a number"), kind);
            default:
                throw _rendering.Refuse(kind == '\0' ? "a format string ends within a format code." : $"“%{kind}” is not a format code.");
        }
    }

    private string FormatText(FormatSpec spec, string text) => (spec with { IsZeroPadded = false, Align = spec.Align ?? '>' }).FormatText(_rendering, text);

    private BigInteger Whole(object? value, string place) => value switch
    {
        double number when double.IsFinite(number) => new BigInteger(Math.Truncate(number)),
        { } when PyNumber.IsWhole(value) => PyNumber.Big(value),
        _ => throw Wrong(value, $"{place} needs a number"),
    };

    private string Character(object? value) => value switch
    {
        string text when PyText.Length(text) == 1 => text,
        long code and >= 0 and <= 0x10FFFF => code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32((int)code),
        _ => throw Wrong(value, "%c needs a character"),
    };

    private string? ReadName()
    {
        if (Peek() != '(')
        {
            return null;
        }

        var start = ++_position;
        for (var depth = 1; depth > 0; _position++)
        {
            depth += Peek() switch
            {
                '(' => 1,
                ')' => -1,
                '\0' => throw _rendering.Refuse("a name in a format has no end."),
                _ => 0,
            };
        }

        return _format[start..(_position - 1)];
    }

    private int? ReadPrecision()
    {
        _position++;
        return Math.Max(0, ReadNumber() ?? 0);
    }

    private int? ReadNumber()
    {
        if (Peek() == '*')
        {
            _position++;
            var given = Take();
            return given is long number ? Bounded(number) : throw Wrong(given, "* needs a whole number");
        }

        var digits = ReadWhile(char.IsAsciiDigit);
        return digits.Length == 0 ? null : Bounded(digits.Length < 18 ? long.Parse(digits, CultureInfo.InvariantCulture) : long.MaxValue);
    }

    private int Bounded(long number) => FormatSpec.Bounded(_rendering, number);

    private string ReadWhile(Func<char, bool> holds)
    {
        var start = _position;
        while (_position < _format.Length && holds(_format[_position]))
        {
            _position++;
        }

        return _format[start.._position];
    }

    private char Peek() => _position < _format.Length ? _format[_position] : '\0';

    private object? Take() => _taken < _values.Length && !_usedNames
        ? _values[_taken++]
        : throw _rendering.Refuse("a format has more places than there are values.");

    private object? TakeNamed(string name)
    {
        _usedNames = true;
        return _given is not PyDict dictionary ? throw _rendering.Refuse("a format with names needs a dictionary.")
            : dictionary.TryGet(name, out var value) ? value
            : throw _rendering.Refuse($"the format's “{name}” is not in the dictionary.");
    }

    private ChatTemplateException Wrong(object? value, string need) => value is Undefined missing
        ? _rendering.Refuse(missing.Message)
        : _rendering.Refuse($"{need}, not a {PyType.Describe(value)}.");
}
