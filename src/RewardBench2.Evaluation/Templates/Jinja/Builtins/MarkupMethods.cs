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

        var escapes = name is "replace" or "join" or "ljust" or "rjust" or "center" or "lstrip" or "rstrip" or "strip";
        return new PyFunction(name, (rendering, arguments) =>
        {
            var given = escapes ? new Arguments([.. arguments.Positional.Select(Escaped)], arguments.Named) : arguments;
            return Wrapped(plain.Call(rendering, given));
        });
    }

    private static object? Escaped(object? value) => value switch
    {
        string text => Markup.Escape(text),
        PySequence sequence => new PyList([.. sequence.Elements.Select(Escaped)]),
        _ => value,
    };

    private static object? Wrapped(object? value) => value switch
    {
        string text => new Markup(text),
        PyList list => new PyList([.. list.Elements.Select(Wrapped)]),
        PyTuple tuple => new PyTuple([.. tuple.Elements.Select(Wrapped)]),
        _ => value,
    };
}
