using RewardBench2.Evaluation.Templates.Jinja.Running;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates.Jinja.Builtins;

/// <summary>Methods of markup: those of its text, with texts among the arguments escaped and the result markup again.</summary>
internal static class MarkupMethods
{
    public static object Find(Markup markup, string name)
    {
        if (name == "unescape")
        {
            return new PyFunction(name, (_, _) => System.Net.WebUtility.HtmlDecode(markup.Text));
        }

        if (TextMethods.Find(markup.Text, name) is not PyFunction plain)
        {
            return Absent.Value;
        }

        var escapes = name is "replace" or "ljust" or "rjust" or "center" or "lstrip" or "rstrip" or "strip";
        return new PyFunction(name, (rendering, arguments) =>
        {
            object?[] given = name == "join" && arguments.Positional is [var series]
                ? [new PyList([.. Iterating.ToArray(rendering, series).Select(element => Escaped(Text(rendering, element)))])]
                : [.. arguments.Positional.Select(value => escapes ? Escaped(value) : value)];
            return Wrapped(plain.Call(rendering, new Arguments(given, arguments.Named)));
        });
    }

    private static object Text(Rendering rendering, object? value) => value as Markup ?? (object)Printing.Text(rendering, value);

    private static object? Escaped(object? value) => value is string text ? Markup.Escape(text) : value;

    private static object? Wrapped(object? value) => value switch
    {
        string text => new Markup(text),
        PyList list => new PyList([.. list.Elements.Select(Wrapped)]),
        PyTuple tuple => new PyTuple([.. tuple.Elements.Select(Wrapped)]),
        _ => value,
    };
}
