using System.Globalization;
using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary><c>"{} has {count:d}".format(name, count=2)</c>, which reads members as the sandbox does.</summary>
internal sealed class BraceFormat
{
    private readonly Rendering _rendering;
    private readonly object?[] _positional;
    private readonly IReadOnlyList<KeyValuePair<string, object?>> _named;
    private int _automatic;

    private BraceFormat(Rendering rendering, object?[] positional, IReadOnlyList<KeyValuePair<string, object?>> named)
    {
        _rendering = rendering;
        _positional = positional;
        _named = named;
    }

    public static string Apply(
        Rendering rendering, string format, object?[] positional, IReadOnlyList<KeyValuePair<string, object?>> named) =>
        new BraceFormat(rendering, positional, named).Write(format, depth: 2);

    public static string ApplyMap(Rendering rendering, string format, Arguments arguments) =>
        arguments is { Positional: [PyDict dictionary], Named.Count: 0 }
            ? Apply(rendering, format, [], [.. dictionary.Members.Where(member => member.Key is string).Select(member => KeyValuePair.Create((string)member.Key!, member.Value))])
            : throw rendering.Refuse("“format_map” takes one dictionary.");

    private string Write(string format, int depth)
    {
        if (depth < 0)
        {
            throw _rendering.Refuse("a format nests too deep.");
        }

        var output = new StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            var letter = format[at];
            _rendering.Spend();
            if (letter is '{' or '}' && at + 1 < format.Length && format[at + 1] == letter)
            {
                _rendering.Write(output, letter.ToString());
                at++;
            }
            else if (letter == '}')
            {
                throw _rendering.Refuse("a format holds a } without its {.");
            }
            else if (letter == '{')
            {
                var end = EndOf(format, at);
                _rendering.Write(output, Field(format[(at + 1)..end], depth));
                at = end;
            }
            else
            {
                _rendering.MakeText(1);
                output.Append(letter);
            }
        }

        return output.ToString();
    }

    private int EndOf(string format, int start)
    {
        var depth = 0;
        for (var at = start; at < format.Length; at++)
        {
            depth += format[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }

        throw _rendering.Refuse("a format holds a { without its }.");
    }

    private string Field(string field, int depth)
    {
        var nameEnd = NameEnd(field);
        var conversion = nameEnd < field.Length && field[nameEnd] == '!' ? field.ElementAtOrDefault(nameEnd + 1) : '\0';
        var specStart = conversion == '\0' ? nameEnd : nameEnd + 2;
        if (specStart < field.Length && field[specStart] != ':')
        {
            throw _rendering.Refuse("a place of a format is malformed.");
        }

        var value = Value(field[..nameEnd]);
        value = conversion switch
        {
            '\0' => value,
            's' => Printing.Text(_rendering, value),
            'r' or 'a' => Printing.Representation(_rendering, value),
            _ => throw _rendering.Refuse($"“!{conversion}” is not a conversion."),
        };
        var spec = specStart < field.Length ? Write(field[(specStart + 1)..], depth - 1) : "";
        return BraceSpec.Format(_rendering, value, spec);
    }

    private static int NameEnd(string field)
    {
        var isInBrackets = false;
        for (var at = 0; at < field.Length; at++)
        {
            isInBrackets = field[at] switch { '[' => true, ']' => false, _ => isInBrackets };
            if (!isInBrackets && field[at] is '!' or ':')
            {
                return at;
            }
        }

        return field.Length;
    }

    private object? Value(string name)
    {
        var end = name.AsSpan().IndexOfAny('.', '[') is var at and >= 0 ? at : name.Length;
        var value = First(name[..end]);
        while (end < name.Length)
        {
            _rendering.Spend();
            if (name[end] == '.')
            {
                var next = name.AsSpan(end + 1).IndexOfAny('.', '[') is var stop and >= 0 ? end + 1 + stop : name.Length;
                value = Members.Attribute(_rendering, value, Named(name[(end + 1)..next]));
                end = next;
            }
            else
            {
                var close = name.IndexOf(']', end);
                if (name[end] != '[' || close < 0)
                {
                    throw _rendering.Refuse("a place of a format is malformed.");
                }

                var key = Named(name[(end + 1)..close]);
                value = Members.Element(_rendering, value, IsDigits(key) ? Index(key) : key);
                end = close + 1;
            }
        }

        return value;
    }

    private string Named(string name) => name.Length > 0 ? name : throw _rendering.Refuse("a place of a format has an empty member.");

    private object? First(string name)
    {
        if (name.Length == 0 || IsDigits(name))
        {
            if (_automatic != 0 && (_automatic > 0) != (name.Length == 0))
            {
                throw _rendering.Refuse("a format numbers its places, or leaves all numbers out.");
            }

            var position = name.Length == 0 ? _automatic++ : Index(name);
            _automatic = name.Length == 0 ? _automatic : -1;
            return position < _positional.Length ? _positional[position] : throw _rendering.Refuse("a format has more places than there are values.");
        }

        foreach (var (key, value) in _named)
        {
            if (key == name)
            {
                return value;
            }
        }

        throw _rendering.Refuse($"the format's “{name}” is not given.");
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static long Index(string digits) => digits.Length < 18 ? long.Parse(digits, CultureInfo.InvariantCulture) : long.MaxValue;
}
