namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>Reads expressions, from the loosest binding to the tightest.</summary>
internal sealed partial class ExpressionParser(TokenStream tokens)
{
    // Python's compiler takes no more operators of a kind in one row.
    private const int MostChained = 198;

    /// <summary>An expression, conditional ones included.</summary>
    public Expression Parse() => tokens.Nested(ParseConditional);

    /// <summary>One expression, or several with commas between, which are a tuple.</summary>
    public Expression ParseTuple(bool withConditional = true, Func<bool>? isEnd = null, bool isInParentheses = false) =>
        ParseTuple(withConditional ? Parse : () => tokens.Nested(ParseOr), isEnd, isInParentheses);

    /// <summary>What a <c>set</c>, <c>for</c> or <c>with</c> assigns to.</summary>
    public Expression ParseTarget(Func<bool>? isEnd = null)
    {
        var line = tokens.Current.Line;
        return Stored(ParseTuple(() => tokens.Nested(ParsePrimary), isEnd, isInParentheses: false), line);
    }

    /// <summary>A name that is set.</summary>
    public Name ParseNameTarget(NameUse use = NameUse.Store)
    {
        var token = tokens.Expect(TokenKind.Name, "a name");
        return IsReserved(token.Text) ? throw NotAssignable(token.Line) : new Name(token.Text, use, token.Line);
    }

    /// <summary>A target whose names are parameters.</summary>
    public static Expression AsParameters(Expression target) => target switch
    {
        Name name => new Name(name.Id, NameUse.Parameter, name.Line),
        TupleDisplay tuple => new TupleDisplay([.. tuple.Elements.Select(AsParameters)], tuple.Line),
        _ => target,
    };

    private static Expression Stored(Expression target, int line) => target switch
    {
        Name name when !IsReserved(name.Id) => new Name(name.Id, NameUse.Store, name.Line),
        TupleDisplay tuple => new TupleDisplay([.. tuple.Elements.Select(element => Stored(element, line))], tuple.Line),
        _ => throw NotAssignable(line),
    };

    private static ChatTemplateException NotAssignable(int line) => new(line, "only a name can be set, or several with commas between.");

    private static bool IsReserved(string name) => name is "true" or "false" or "none" or "True" or "False" or "None";

    private Expression ParseTuple(Func<Expression> parse, Func<bool>? isEnd, bool isInParentheses)
    {
        var line = tokens.Current.Line;
        var elements = new List<Expression>();
        var isTuple = false;
        while (true)
        {
            if (elements.Count > 0)
            {
                tokens.ExpectOperator(",");
            }

            if (tokens.Current.Kind is TokenKind.OutputEnd or TokenKind.TagEnd || tokens.Current.IsOperator(")") || isEnd?.Invoke() == true)
            {
                break;
            }

            elements.Add(parse());
            if (!tokens.Current.IsOperator(","))
            {
                break;
            }

            isTuple = true;
        }

        return isTuple || (elements.Count == 0 && isInParentheses) ? new TupleDisplay(elements, line)
            : elements.Count == 1 ? elements[0]
            : throw new ChatTemplateException(line, $"an expression was expected instead of {tokens.Current.Described}.");
    }

    private Expression ParseConditional()
    {
        var line = tokens.Current.Line;
        var value = ParseOr();
        for (var count = 0; tokens.TryTakeName("if"); count++)
        {
            var condition = ParseOr();
            var otherwise = tokens.TryTakeName("else") ? tokens.Nested(ParseConditional) : null;
            value = Chained(new Conditional(condition, value, otherwise, line), count);
        }

        return value;
    }

    private Expression ParseOr()
    {
        var line = tokens.Current.Line;
        var left = ParseAnd();
        for (var count = 0; tokens.TryTakeName("or"); count++)
        {
            left = Chained(new Logical(isAnd: false, left, ParseAnd(), line), count);
        }

        return left;
    }

    private Expression ParseAnd()
    {
        var line = tokens.Current.Line;
        var left = ParseNot();
        for (var count = 0; tokens.TryTakeName("and"); count++)
        {
            left = Chained(new Logical(isAnd: true, left, ParseNot(), line), count);
        }

        return left;
    }

    private Expression ParseNot()
    {
        var line = tokens.Current.Line;
        return tokens.TryTakeName("not") ? new Not(tokens.Nested(ParseNot), line) : ParseComparison();
    }

    private Expression ParseComparison()
    {
        var line = tokens.Current.Line;
        var first = ParseSum();
        var rest = new List<(string Sign, Expression Operand)>();
        while (TakeComparisonSign() is { } sign)
        {
            rest.Add((sign, ParseSum()));
        }

        return rest.Count == 0 ? first : new Comparison(first, rest, line);
    }

    private string? TakeComparisonSign()
    {
        if (tokens.Current is { Kind: TokenKind.Operator, Text: "==" or "!=" or "<" or ">" or "<=" or ">=" })
        {
            return tokens.Take().Text;
        }

        if (tokens.TryTakeName("in"))
        {
            return "in";
        }

        if (!tokens.Current.IsName("not") || !tokens.Next.IsName("in"))
        {
            return null;
        }

        tokens.Take();
        tokens.Take();
        return "not in";
    }

    private Expression ParseSum() => ParseCalculation(ParseConcatenation, sign => sign is "+" or "-");

    private Expression ParseConcatenation()
    {
        var line = tokens.Current.Line;
        var parts = new List<Expression> { ParseProduct() };
        while (tokens.TryTakeOperator("~"))
        {
            parts.Add(ParseProduct());
        }

        return parts.Count == 1 ? parts[0] : new Concatenation(parts, line);
    }

    private Expression ParseProduct() => ParseCalculation(ParsePower, sign => sign is "*" or "/" or "//" or "%");

    // Jinja's powers go from left to right, unlike Python's.
    private Expression ParsePower() => ParseCalculation(() => ParseUnary(withFilters: true), sign => sign == "**");

    private Expression ParseCalculation(Func<Expression> parseOperand, Func<string, bool> isSign)
    {
        var line = tokens.Current.Line;
        var left = parseOperand();
        for (var count = 0; tokens.Current.Kind == TokenKind.Operator && isSign(tokens.Current.Text); count++)
        {
            var sign = tokens.Take().Text;
            left = Chained(new Calculation(sign, left, parseOperand(), line), count);
        }

        return left;
    }

    private static Expression Chained(Expression expression, int count) => count < MostChained
        ? expression
        : throw new ChatTemplateException(expression.Line, $"more than {MostChained} operators stand in one row.");
}
