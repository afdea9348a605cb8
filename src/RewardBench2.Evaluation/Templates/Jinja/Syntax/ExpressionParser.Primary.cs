namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>Values as they are written, and signs before them.</summary>
internal sealed partial class ExpressionParser
{
    private Expression ParseUnary(bool withFilters)
    {
        var line = tokens.Current.Line;
        Expression value;
        if (tokens.Current.IsOperator("-") || tokens.Current.IsOperator("+"))
        {
            var isNegative = tokens.Take().Text == "-";
            value = new Signed(isNegative, tokens.Nested(() => ParseUnary(withFilters: false)), line);
        }
        else
        {
            value = ParsePrimary();
        }

        value = ParsePostfix(value);
        return withFilters ? ParseFiltersAndTests(value) : value;
    }

    private Expression ParsePrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Take();
                return token.Text switch
                {
                    "true" or "True" => new Constant(Values.PyNumber.True, token.Line),
                    "false" or "False" => new Constant(Values.PyNumber.False, token.Line),
                    "none" or "None" => new Constant(null, token.Line),
                    _ => new Name(token.Text, NameUse.Load, token.Line),
                };
            case TokenKind.String:
                return ParseStrings(token.Line);
            case TokenKind.Integer or TokenKind.Float:
                tokens.Take();
                return new Constant(token.Value, token.Line);
            case TokenKind.Operator when token.Text == "(":
                tokens.Take();
                var inner = tokens.Nested(() => ParseTuple(isInParentheses: true));
                tokens.ExpectOperator(")");
                return inner;
            case TokenKind.Operator when token.Text == "[":
                return ParseList();
            case TokenKind.Operator when token.Text == "{":
                return ParseDictionary();
            default:
                throw new ChatTemplateException(token.Line, $"a value was expected instead of {token.Described}.");
        }
    }

    private Constant ParseStrings(int line)
    {
        var text = "";
        while (tokens.Current.Kind == TokenKind.String)
        {
            text += tokens.Take().Text;
        }

        return new Constant(text, line);
    }

    private ListDisplay ParseList()
    {
        var line = tokens.ExpectOperator("[").Line;
        var elements = new List<Expression>();
        while (!tokens.Current.IsOperator("]"))
        {
            if (elements.Count > 0)
            {
                tokens.ExpectOperator(",");
                if (tokens.Current.IsOperator("]"))
                {
                    break;
                }
            }

            elements.Add(Parse());
        }

        tokens.ExpectOperator("]");
        return new ListDisplay(elements, line);
    }

    private DictDisplay ParseDictionary()
    {
        var line = tokens.ExpectOperator("{").Line;
        var members = new List<(Expression Key, Expression Value)>();
        while (!tokens.Current.IsOperator("}"))
        {
            if (members.Count > 0)
            {
                tokens.ExpectOperator(",");
                if (tokens.Current.IsOperator("}"))
                {
                    break;
                }
            }

            var key = Parse();
            tokens.ExpectOperator(":");
            members.Add((key, Parse()));
        }

        tokens.ExpectOperator("}");
        return new DictDisplay(members, line);
    }
}
