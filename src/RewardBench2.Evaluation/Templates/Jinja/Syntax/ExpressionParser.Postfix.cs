namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>What follows a value: members, calls, filters, tests.</summary>
internal sealed partial class ExpressionParser
{
    /// <summary>Reads filters behind a value, or behind the start of a block.</summary>
    public FilterNode? ParseFilters(Expression? target, bool isInline = false)
    {
        var filters = target as FilterNode;
        for (var count = 0; isInline || tokens.TryTakeOperator("|"); count++)
        {
            isInline = false;
            var name = tokens.Expect(TokenKind.Name, "a filter's name");
            var filter = new FilterNode(target, DottedName(name.Text), ParseOptionalArguments(), name.Line);
            Chained(filter, count);
            (filters, target) = (filter, filter);
        }

        return filters;
    }

    private Expression ParsePostfix(Expression value)
    {
        for (var count = 0; ; count++)
        {
            if (tokens.Current.IsOperator("."))
            {
                value = ParseMember(value);
            }
            else if (tokens.Current.IsOperator("["))
            {
                value = ParseSubscript(value);
            }
            else if (tokens.Current.IsOperator("("))
            {
                var line = tokens.Current.Line;
                value = new Call(value, ParseArguments(), line);
            }
            else
            {
                return value;
            }

            Chained(value, count);
        }
    }

    private Expression ParseFiltersAndTests(Expression value)
    {
        for (var count = 0; ; count++)
        {
            if (tokens.Current.IsOperator("|"))
            {
                value = ParseFilters(value) ?? value;
            }
            else if (tokens.Current.IsName("is"))
            {
                value = ParseTest(value);
            }
            else if (tokens.Current.IsOperator("("))
            {
                var line = tokens.Current.Line;
                value = new Call(value, ParseArguments(), line);
            }
            else
            {
                return value;
            }

            Chained(value, count);
        }
    }

    private Expression ParseMember(Expression value)
    {
        var line = tokens.ExpectOperator(".").Line;
        var member = tokens.Take();
        return member.Kind switch
        {
            TokenKind.Name => new AttributeOf(value, member.Text, line),
            TokenKind.Integer => new ElementOf(value, new Constant(member.Value, member.Line), line),
            _ => throw new ChatTemplateException(member.Line, $"a name was expected after “.” instead of {member.Described}."),
        };
    }

    private Expression ParseSubscript(Expression value)
    {
        var line = tokens.ExpectOperator("[").Line;
        var keys = new List<Expression>();
        while (!tokens.Current.IsOperator("]"))
        {
            if (keys.Count > 0)
            {
                tokens.ExpectOperator(",");
            }

            var key = tokens.Current.IsOperator(":") ? null : Parse();
            if (keys.Count == 0 && tokens.TryTakeOperator(":"))
            {
                return ParseSlice(value, key, line);
            }

            keys.Add(key ?? throw new ChatTemplateException(line, "a slice stands alone between its brackets."));
        }

        tokens.ExpectOperator("]");
        return new ElementOf(value, keys.Count == 1 ? keys[0] : new TupleDisplay(keys, line), line);
    }

    private SliceOf ParseSlice(Expression value, Expression? start, int line)
    {
        var stop = IsSliceEnd() ? null : Parse();
        var step = tokens.TryTakeOperator(":") && !IsSliceEnd() ? Parse() : null;
        tokens.ExpectOperator("]");
        return new SliceOf(value, start, stop, step, line);
    }

    private bool IsSliceEnd() => tokens.Current.IsOperator(":") || tokens.Current.IsOperator("]") || tokens.Current.IsOperator(",");

    private Expression ParseTest(Expression value)
    {
        var line = tokens.ExpectName("is").Line;
        var isNegated = tokens.TryTakeName("not");
        var name = DottedName(tokens.Expect(TokenKind.Name, "a test's name").Text);
        var test = new TestNode(value, name, ParseTestArguments(), line);
        return isNegated ? new Not(test, line) : test;
    }

    private ArgumentList ParseTestArguments()
    {
        var next = tokens.Current;
        if (next.IsOperator("("))
        {
            return ParseArguments();
        }

        var isArgument = next.Kind is TokenKind.Name or TokenKind.String or TokenKind.Integer or TokenKind.Float || next.IsOperator("[") || next.IsOperator("{");
        if (!isArgument || next.IsName("else") || next.IsName("or") || next.IsName("and"))
        {
            return ArgumentList.None;
        }

        return next.IsName("is")
            ? throw new ChatTemplateException(next.Line, "tests with “is” cannot be chained.")
            : new ArgumentList([ParsePostfix(ParsePrimary())], [], null, null);
    }

    private string DottedName(string name)
    {
        while (tokens.TryTakeOperator("."))
        {
            name += "." + tokens.Expect(TokenKind.Name, "a name").Text;
        }

        return name;
    }

    private ArgumentList ParseOptionalArguments() => tokens.Current.IsOperator("(") ? ParseArguments() : ArgumentList.None;

    private ArgumentList ParseArguments()
    {
        var line = tokens.ExpectOperator("(").Line;
        var positional = new List<Expression>();
        var named = new List<(string Name, Expression Value)>();
        Expression? rest = null;
        Expression? namedRest = null;
        for (var isFirst = true; !tokens.Current.IsOperator(")"); isFirst = false)
        {
            if (!isFirst)
            {
                tokens.ExpectOperator(",");
                if (tokens.Current.IsOperator(")"))
                {
                    break;
                }
            }

            if (tokens.Current.IsOperator("*") && rest is null && namedRest is null)
            {
                tokens.Take();
                rest = Parse();
            }
            else if (tokens.Current.IsOperator("**") && namedRest is null)
            {
                tokens.Take();
                namedRest = Parse();
            }
            else if (tokens.Current.Kind == TokenKind.Name && tokens.Next.IsOperator("=") && namedRest is null)
            {
                var name = tokens.Take().Text;
                tokens.Take();
                named.Add(named.TrueForAll(argument => argument.Name != name)
                    ? (name, Parse())
                    : throw new ChatTemplateException(line, $"the argument “{name}” is given twice."));
            }
            else if (rest is null && namedRest is null && named.Count == 0)
            {
                positional.Add(Parse());
            }
            else
            {
                throw new ChatTemplateException(line, "the arguments of a call stand in a wrong order.");
            }
        }

        tokens.ExpectOperator(")");
        return new ArgumentList(positional, named, rest, namedRest);
    }
}
