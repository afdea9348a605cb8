using System.Globalization;

namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>Reads expressions, weakest operator first: if-else, or, and, not, comparisons, ~, + -, * / %, sign, filters.</summary>
public sealed partial class ExpressionParser(JinjaTokens tokens)
{
    public Expression Parse() => tokens.Nested(ParseConditional);

    /// <summary>An expression in which <c>if</c> belongs to the statement around it, as in <c>for a in b if c</c>.</summary>
    public Expression ParseWithoutIf() => tokens.Nested(() => ParseOr());

    private Expression ParseConditional()
    {
        var then = ParseOr();
        while (tokens.Current.Is("if"))
        {
            var line = tokens.Take().Line;
            var condition = ParseOr();
            then = new Conditional(condition, then, tokens.TryTake("else") ? Parse() : null, line);
        }

        return then;
    }

    private Expression ParseOr() => ParseLeft(ParseAnd, "or");

    private Expression ParseAnd() => ParseLeft(ParseNot, "and");

    private Expression ParseNot() => tokens.Current.Is("not")
        ? new Unary("not", AfterSign(ParseNot), tokens.Current.Line)
        : ParseComparison();

    private Expression ParseComparison()
    {
        var left = ParseConcatenation();
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.Current.Is("not") && tokens.Next.Is("in"))
            {
                tokens.Take();
                tokens.Take();
                left = new Operation("not in", left, ParseConcatenation(), line);
            }
            else if (tokens.Current.Kind != JinjaTokenKind.Quoted && tokens.Current.Text is "==" or "!=" or "<" or ">" or "<=" or ">=" or "in")
            {
                left = new Operation(tokens.Take().Text, left, ParseConcatenation(), line);
            }
            else if (tokens.TryTake("is"))
            {
                left = ParseTest(left, line);
            }
            else
            {
                return left;
            }
        }
    }

    private Tested ParseTest(Expression target, int line)
    {
        var isNegated = tokens.TryTake("not");
        var test = tokens.Expect(JinjaTokenKind.Name, "the name of a test").Text;
        var arguments = tokens.Current.Is("(") ? ParseArguments()
            : tokens.Current.Kind is JinjaTokenKind.Quoted or JinjaTokenKind.Number
                ? new Arguments([ParsePrimary()], new Dictionary<string, Expression>())
                : Arguments.None;
        return new Tested(target, test.ToLowerInvariant(), arguments, isNegated, line);
    }

    private Expression ParseConcatenation() => ParseLeft(ParseSum, "~");

    private Expression ParseSum() => ParseLeft(ParseProduct, "+", "-");

    private Expression ParseProduct() => ParseLeft(ParseSigned, "*", "/", "//", "%");

    private Expression ParseSigned() => tokens.Current.Is("-")
        ? new Unary("-", AfterSign(ParseSigned), tokens.Current.Line)
        : ParsePostfix();

    private Expression AfterSign(Func<Expression> parse) => tokens.Nested(() =>
    {
        tokens.Take();
        return parse();
    });

    private Expression ParseLeft(Func<Expression> parse, params string[] operators)
    {
        var left = parse();
        while (Array.Exists(operators, tokens.Current.Is))
        {
            var symbol = tokens.Take();
            left = new Operation(symbol.Text, left, parse(), symbol.Line);
        }

        return left;
    }

    private Expression ParsePostfix()
    {
        var target = ParsePrimary();
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.TryTake("."))
            {
                var name = tokens.Current.Kind == JinjaTokenKind.Number
                    ? (object)long.Parse(tokens.Take().Text, CultureInfo.InvariantCulture)
                    : tokens.Expect(JinjaTokenKind.Name, "a member's name").Text;
                target = new Member(target, new Literal(name, line), line);
            }
            else if (tokens.TryTake("["))
            {
                target = ParseSubscript(target, line);
            }
            else if (tokens.Current.Is("("))
            {
                target = new Call(target, ParseArguments(), line);
            }
            else if (tokens.TryTake("|"))
            {
                var filter = tokens.Expect(JinjaTokenKind.Name, "a filter's name").Text;
                target = new Filtered(target, filter, tokens.Current.Is("(") ? ParseArguments() : Arguments.None, line);
            }
            else
            {
                return target;
            }
        }
    }

    private Expression ParseSubscript(Expression target, int line)
    {
        var start = tokens.Current.Is(":") ? null : Parse();
        if (!tokens.TryTake(":"))
        {
            tokens.Expect("]");
            return new Member(target, start ?? throw tokens.Unexpected("an index"), line);
        }

        var end = tokens.Current.Is(":") || tokens.Current.Is("]") ? null : Parse();
        var step = tokens.TryTake(":") && !tokens.Current.Is("]") ? Parse() : null;
        tokens.Expect("]");
        return new Slice(target, start, end, step, line);
    }

    private Arguments ParseArguments()
    {
        tokens.Expect("(");
        var positional = new List<Expression>();
        var named = new Dictionary<string, Expression>(StringComparer.Ordinal);
        while (!tokens.TryTake(")"))
        {
            if (tokens.Current.Kind == JinjaTokenKind.Name && tokens.Next is { Kind: JinjaTokenKind.Symbol, Text: "=" })
            {
                var name = tokens.Take().Text;
                tokens.Take();
                named[name] = Parse();
            }
            else
            {
                positional.Add(Parse());
            }

            if (!tokens.Current.Is(")"))
            {
                tokens.Expect(",");
            }
        }

        return new Arguments(positional, named);
    }
}
