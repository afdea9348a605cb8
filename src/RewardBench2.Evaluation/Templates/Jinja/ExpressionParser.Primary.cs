using System.Globalization;

namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>The expressions that hold no operator: texts, numbers, names, brackets.</summary>
public sealed partial class ExpressionParser
{
    private Expression ParsePrimary()
    {
        var token = tokens.Take();
        return token.Kind switch
        {
            JinjaTokenKind.Quoted => ParseQuoted(token),
            JinjaTokenKind.Number => ParseNumber(token),
            JinjaTokenKind.Name => token.Text switch
            {
                "true" or "True" => new Literal(true, token.Line),
                "false" or "False" => new Literal(false, token.Line),
                "none" or "None" => new Literal(null, token.Line),
                _ => new Name(token.Text, token.Line),
            },
            JinjaTokenKind.Symbol when token.Text == "(" => ParseParenthesis(token.Line),
            JinjaTokenKind.Symbol when token.Text == "[" => new ListDisplay(ParseElements("]"), token.Line),
            JinjaTokenKind.Symbol when token.Text == "{" => ParseDictionary(token.Line),
            _ => throw new ChatTemplateException(token.Line, $"a value was expected instead of “{token.Text}”."),
        };
    }

    // Texts side by side are one text, as in Python.
    private Literal ParseQuoted(JinjaToken token)
    {
        var text = token.Text;
        while (tokens.Current.Kind == JinjaTokenKind.Quoted)
        {
            text += tokens.Take().Text;
        }

        return new Literal(text, token.Line);
    }

    private static Literal ParseNumber(JinjaToken token) =>
        long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? new Literal(whole, token.Line)
        : double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new Literal(number, token.Line)
        : throw new ChatTemplateException(token.Line, $"“{token.Text}” is no number.");

    private Expression ParseParenthesis(int line)
    {
        if (tokens.Current.Is(")"))
        {
            tokens.Take();
            return new ListDisplay([], line);
        }

        var first = Parse();
        if (tokens.TryTake(","))
        {
            return new ListDisplay([first, .. ParseElements(")")], line);
        }

        tokens.Expect(")");
        return first;
    }

    private List<Expression> ParseElements(string close)
    {
        var elements = new List<Expression>();
        while (!tokens.TryTake(close))
        {
            elements.Add(Parse());
            if (!tokens.Current.Is(close))
            {
                tokens.Expect(",");
            }
        }

        return elements;
    }

    private DictionaryDisplay ParseDictionary(int line)
    {
        var members = new List<(Expression Key, Expression Value)>();
        while (!tokens.TryTake("}"))
        {
            var key = Parse();
            tokens.Expect(":");
            members.Add((key, Parse()));
            if (!tokens.Current.Is("}"))
            {
                tokens.Expect(",");
            }
        }

        return new DictionaryDisplay(members, line);
    }
}
