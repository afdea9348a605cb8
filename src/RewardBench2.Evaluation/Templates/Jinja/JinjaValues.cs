using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>Truth, equality and text of values: null, bool, long, double, string, lists, dictionaries.</summary>
public static class JinjaValues
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsTrue(object? value) => value switch
    {
        null or JinjaUndefined or false => false,
        true => true,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        List<object?> list => list.Count > 0,
        Dictionary<string, object?> members => members.Count > 0,
        _ => true,
    };

    public static bool AreEqual(object? left, object? right, int depth = 0) => (left, right) switch
    {
        (null or JinjaUndefined, null or JinjaUndefined) => left?.GetType() == right?.GetType(),
        (long or double or bool, long or double or bool) => Number(left) == Number(right),
        (List<object?> one, List<object?> two) => depth < JinjaLimits.Depth && one.Count == two.Count
            && one.Zip(two).All(pair => AreEqual(pair.First, pair.Second, depth + 1)),
        _ => Equals(left, right),
    };

    /// <summary>A number as a double; <c>null</c> for anything else.</summary>
    public static double? Number(object? value) => value switch
    {
        long number => number,
        double number => number,
        bool truth => truth ? 1 : 0,
        _ => null,
    };

    /// <summary>A result as a long where it is a whole number by kind, else as a double.</summary>
    public static object FromNumber(double number, bool isWhole)
    {
        object whole = (long)number;
        return isWhole ? whole : number;
    }

    /// <summary>A value as it is printed.</summary>
    public static string Text(object? value, int line) => value switch
    {
        string text => text,
        null => "None",
        JinjaUndefined => "",
        true => "True",
        false => "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number % 1 == 0 && Math.Abs(number) < 1e15
            ? number.ToString("0.0", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture),
        List<object?> or Dictionary<string, object?> => Json(value, null, line),
        _ => throw new ChatTemplateException(line, "this value cannot be printed."),
    };

    /// <summary>A value as JSON the way Python writes it: a blank after commas and colons.</summary>
    /// <param name="value">Anything but a function.</param>
    /// <param name="indent">Blanks per level, each element on its own line; <c>null</c> for one line.</param>
    /// <param name="line">Where the template asks for it.</param>
    public static string Json(object? value, int? indent, int line)
    {
        var json = new StringBuilder();
        Write(json, value, indent, 0, line);
        return json.ToString();
    }

    private static void Write(StringBuilder json, object? value, int? indent, int depth, int line)
    {
        JinjaLimits.CheckText(json.Length, line);
        if (depth > JinjaLimits.Depth)
        {
            throw new ChatTemplateException(line, "this value is nested too deeply.");
        }

        switch (value)
        {
            case List<object?> list:
                WriteMany(json, '[', ']', list, element => Write(json, element, indent, depth + 1, line), indent, depth);
                break;
            case Dictionary<string, object?> members:
                WriteMany(json, '{', '}', members, member =>
                {
                    json.Append(JsonSerializer.Serialize(member.Key, Plain)).Append(": ");
                    Write(json, member.Value, indent, depth + 1, line);
                }, indent, depth);
                break;
            case null or JinjaUndefined:
                json.Append("null");
                break;
            case bool truth:
                json.Append(truth ? "true" : "false");
                break;
            case string text:
                JinjaLimits.CheckText((long)json.Length + text.Length, line);
                json.Append(JsonSerializer.Serialize(text, Plain));
                break;
            default:
                json.Append(Text(value, line));
                break;
        }
    }

    private static void WriteMany<T>(
        StringBuilder json, char open, char close, IReadOnlyCollection<T> elements, Action<T> write, int? indent, int depth)
    {
        json.Append(open);
        var first = true;
        foreach (var element in elements)
        {
            json.Append(first ? "" : indent is null ? ", " : ",");
            Break(json, indent, depth + 1);
            write(element);
            first = false;
        }

        if (!first)
        {
            Break(json, indent, depth);
        }

        json.Append(close);
    }

    private static void Break(StringBuilder json, int? indent, int depth)
    {
        if (indent is { } blanks)
        {
            json.Append('\n').Append(' ', Math.Clamp(blanks, 0, 8) * depth);
        }
    }
}
