using System.Globalization;
using System.Numerics;
using System.Text;
using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Values;

/// <summary>Values as Python prints them: <c>str</c> and <c>repr</c>.</summary>
internal static class Printing
{
    /// <summary>What <c>{{ value }}</c> writes.</summary>
    public static string Text(Rendering rendering, object? value) => value switch
    {
        string text => text,
        Undefined => "",
        Markup markup => markup.Text,
        null => "None",
        bool truth => truth ? "True" : "False",
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        _ => Representation(rendering, value),
    };

    /// <summary>What stands for a value inside of a printed list.</summary>
    public static string Representation(Rendering rendering, object? value)
    {
        var output = new StringBuilder();
        Write(rendering, output, value);
        return output.ToString();
    }

    private static void Write(Rendering rendering, StringBuilder output, object? value)
    {
        switch (value)
        {
            case string text:
                rendering.MakeText(text.Length);
                Quote(output, text);
                break;
            case Markup markup:
                rendering.MakeText(markup.Text.Length);
                output.Append("Markup(");
                Quote(output, markup.Text);
                output.Append(')');
                break;
            case PyList list:
                WriteMany(rendering, output, "[", "]", list.Elements);
                break;
            case PyTuple tuple:
                WriteMany(rendering, output, "(", tuple.Elements.Length == 1 ? ",)" : ")", tuple.Elements);
                break;
            case PyDict dictionary:
                WriteMembers(rendering, output, dictionary);
                break;
            case PyView view:
                output.Append(view.Kind).Append('(');
                WriteMany(rendering, output, "[", "]", view.Elements);
                output.Append(')');
                break;
            case JinjaNamespace space:
                output.Append("<Namespace ");
                WriteMembers(rendering, output, space.Members);
                output.Append('>');
                break;
            default:
                output.Append(Simple(rendering, value));
                break;
        }
    }

    private static string Simple(Rendering rendering, object? value)
    {
        rendering.MakeText(8);
        return value switch
        {
            null => "None",
            Undefined => "Undefined",
            bool truth => truth ? "True" : "False",
            long whole => whole.ToString(CultureInfo.InvariantCulture),
            BigInteger big => Big(rendering, big),
            double number => PyNumber.Text(number),
            PyRange range => range.ToString(),
            LoopContext loop => $"<LoopContext {loop.Index0 + 1}/{loop.Length}>",
            Macro { Name: null } => "<Macro anonymous>",
            Macro macro => $"<Macro {Representation(rendering, macro.Name)}>",

            // Python prints an address in memory here, which is another one each time.
            _ => throw rendering.Refuse($"a {PyType.Describe(value)} is printed as such; turn a series into a list with |list or |join, and call functions."),
        };
    }

    private static string Big(Rendering rendering, BigInteger big)
    {
        rendering.Spend((int)(big.GetBitLength() / 8));
        return big.ToString(CultureInfo.InvariantCulture);
    }

    private static void WriteMany(Rendering rendering, StringBuilder output, string open, string close, IEnumerable<object?> elements)
    {
        rendering.Descend();
        output.Append(open);
        var isFirst = true;
        foreach (var element in elements)
        {
            rendering.MakeText(2);
            output.Append(isFirst ? "" : ", ");
            Write(rendering, output, element);
            isFirst = false;
        }

        output.Append(close);
        rendering.Ascend();
    }

    private static void WriteMembers(Rendering rendering, StringBuilder output, PyDict dictionary)
    {
        rendering.Descend();
        output.Append('{');
        var isFirst = true;
        foreach (var (key, value) in dictionary.Members)
        {
            rendering.MakeText(4);
            output.Append(isFirst ? "" : ", ");
            Write(rendering, output, key);
            output.Append(": ");
            Write(rendering, output, value);
            isFirst = false;
        }

        output.Append('}');
        rendering.Ascend();
    }

    private static void Quote(StringBuilder output, string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        output.Append(quote);
        for (var at = 0; at < text.Length; at += PyText.Width(text, at))
        {
            var letter = text[at];
            switch (letter)
            {
                case '\n':
                    output.Append("\\n");
                    break;
                case '\r':
                    output.Append("\\r");
                    break;
                case '\t':
                    output.Append("\\t");
                    break;
                case '\\':
                    output.Append("\\\\");
                    break;
                case var _ when letter == quote:
                    output.Append('\\').Append(letter);
                    break;
                case >= ' ' and < '\x7f':
                    output.Append(letter);
                    break;
                default:
                    QuoteOther(output, text, at);
                    break;
            }
        }

        output.Append(quote);
    }

    private static void QuoteOther(StringBuilder output, string text, int at)
    {
        var width = PyText.Width(text, at);
        if (IsPrintable(text, at))
        {
            output.Append(text, at, width);
            return;
        }

        var point = width == 2 ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
        output.Append(point switch
        {
            <= 0xFF => $"\\x{point:x2}",
            <= 0xFFFF => $"\\u{point:x4}",
            _ => $"\\U{point:x8}",
        });
    }

    /// <summary>Whether Python prints a character as itself.</summary>
    public static bool IsPrintable(string text, int at) => text[at] == ' ' || CharUnicodeInfo.GetUnicodeCategory(text, at)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
