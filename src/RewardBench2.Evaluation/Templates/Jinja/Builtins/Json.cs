using System.Globalization;
using System.Numerics;
using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>
/// <c>tojson</c> of transformers, which is Python's <c>json.dumps</c> without ASCII escapes unless asked for them, and without
/// Jinja's escapes for HTML.
/// </summary>
internal sealed class Json
{
    private static readonly Signature Call = new("tojson", 0, "ensure_ascii", "indent", "separators", "sort_keys");

    private readonly Rendering _rendering;
    private readonly StringBuilder _output = new();
    private readonly bool _isAscii;
    private readonly string? _indentation;
    private readonly string _betweenMembers;
    private readonly string _afterKey;
    private readonly bool _isSorted;

    private Json(Rendering rendering, BoundArguments bound)
    {
        _rendering = rendering;
        _isAscii = bound.IsTrue(0);
        _indentation = bound[1] is null ? null : PyText.TryPlain(bound[1]) ?? new string(' ', (int)Math.Clamp(bound.Whole(1, 0), 0, JinjaLimits.FormatWidth));
        (_betweenMembers, _afterKey) = bound[2] is null ? (_indentation is null ? ", " : ",", ": ") : Separators(rendering, bound[2]);
        _isSorted = bound.IsTrue(3);
    }

    public static object Filter(Rendering rendering, object? value, Arguments arguments)
    {
        var json = new Json(rendering, Call.Bind(rendering, arguments));
        json.Write(value, depth: 0);
        return json._output.ToString();
    }

    /// <summary>A dictionary's members in the order of their keys.</summary>
    public static PyDict SortedByKey(Rendering rendering, PyDict dictionary)
    {
        rendering.MakeElements(dictionary.Count);
        var sorted = new PyDict(dictionary.Count);
        foreach (var key in Sorting.Sort(rendering, [.. dictionary.Keys], key => key, isReverse: false))
        {
            dictionary.TryGet(key, out var value);
            sorted.Set(key, value);
        }

        return sorted;
    }

    private static (string BetweenMembers, string AfterKey) Separators(Rendering rendering, object? separators) =>
        Iterating.ToArray(rendering, separators) is [string or Markup, string or Markup] pair
            ? (PyText.Plain(pair[0]!), PyText.Plain(pair[1]!))
            : throw rendering.Refuse("“separators” are two texts: between members, and after a key.");

    private void Write(object? value, int depth)
    {
        switch (value)
        {
            case string or Markup:
                WriteText(PyText.Plain(value));
                break;
            case PyDict dictionary:
                WriteMembers(_isSorted ? SortedByKey(_rendering, dictionary) : dictionary, depth);
                break;
            case PySequence sequence:
                WriteElements(sequence.Elements, depth);
                break;
            default:
                Put(Simple(value) ?? throw _rendering.Refuse(value is Undefined missing
                    ? missing.Message
                    : $"a {PyType.Describe(value)} cannot be written as JSON."));
                break;
        }
    }

    private static string? Simple(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        BigInteger big => big.ToString(CultureInfo.InvariantCulture),
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        double number => PyNumber.Text(number),
        _ => null,
    };

    private void WriteElements(object?[] elements, int depth)
    {
        if (elements.Length == 0)
        {
            Put("[]");
            return;
        }

        _rendering.Descend();
        Put("[");
        for (var at = 0; at < elements.Length; at++)
        {
            Put(at == 0 ? "" : _betweenMembers);
            Break(depth + 1);
            Write(elements[at], depth + 1);
        }

        Break(depth);
        Put("]");
        _rendering.Ascend();
    }

    private void WriteMembers(PyDict dictionary, int depth)
    {
        if (dictionary.Count == 0)
        {
            Put("{}");
            return;
        }

        _rendering.Descend();
        Put("{");
        var isFirst = true;
        foreach (var (key, value) in dictionary.Members)
        {
            Put(isFirst ? "" : _betweenMembers);
            Break(depth + 1);
            WriteText(PyText.TryPlain(key) ?? Simple(key) ?? throw _rendering.Refuse($"a {PyType.Describe(key)} cannot be a key in JSON."));
            Put(_afterKey);
            Write(value, depth + 1);
            isFirst = false;
        }

        Break(depth);
        Put("}");
        _rendering.Ascend();
    }

    private void Break(int depth)
    {
        if (_indentation is null)
        {
            return;
        }

        _rendering.MakeText(1 + ((long)_indentation.Length * depth));
        _output.Append('\n');
        for (; depth > 0; depth--)
        {
            _output.Append(_indentation);
        }
    }

    private void WriteText(string text)
    {
        _rendering.MakeText(text.Length + 2);
        _output.Append('"');
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '"':
                    _output.Append("\\\"");
                    break;
                case '\\':
                    _output.Append("\\\\");
                    break;
                case '\n':
                    _output.Append("\\n");
                    break;
                case '\r':
                    _output.Append("\\r");
                    break;
                case '\t':
                    _output.Append("\\t");
                    break;
                case '\f':
                    _output.Append("\\f");
                    break;
                case '\b':
                    _output.Append("\\b");
                    break;
                case < ' ':
                case > '\x7e' when _isAscii && letter != '\x7f':
                    _output.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    _output.Append(letter);
                    break;
            }
        }

        _output.Append('"');
    }

    private void Put(string text) => _rendering.Write(_output, text);
}
