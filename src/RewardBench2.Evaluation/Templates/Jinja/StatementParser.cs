namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>Reads text, output and statements.</summary>
public sealed class StatementParser(JinjaTokens tokens)
{
    private readonly ExpressionParser _expressions = new(tokens);

    /// <summary>The whole template.</summary>
    public IReadOnlyList<Statement> ParseAll()
    {
        var statements = ParseUntil();
        return tokens.Current.Kind == JinjaTokenKind.End
            ? statements
            : throw new ChatTemplateException(tokens.Current.Line, $"“{tokens.Next.Text}” has no beginning.");
    }

    // Stops before the statement with one of the names, so that its owner reads it.
    private List<Statement> ParseUntil(params string[] ends) => tokens.Nested(() =>
    {
        var statements = new List<Statement>();
        while (tokens.Current.Kind != JinjaTokenKind.End)
        {
            if (tokens.Current.Kind == JinjaTokenKind.StatementStart && IsEnd(tokens.Next, ends))
            {
                break;
            }

            statements.AddRange(ParseOne());
        }

        return statements;
    });

    private static bool IsEnd(JinjaToken token, string[] ends) => Array.Exists(ends, token.Is)
        || (ends.Length == 0 && token.Text.StartsWith("end", StringComparison.Ordinal));

    private List<Statement> ParseOne()
    {
        var token = tokens.Take();
        switch (token.Kind)
        {
            case JinjaTokenKind.Text:
                return [new Literally(token.Text, token.Line)];
            case JinjaTokenKind.OutputStart:
                var output = new Output(_expressions.Parse(), token.Line);
                EndTag();
                return [output];
            default:
                return ParseStatement();
        }
    }

    private List<Statement> ParseStatement()
    {
        var keyword = tokens.Expect(JinjaTokenKind.Name, "a statement");
        return keyword.Text switch
        {
            "if" => [ParseIf(keyword.Line)],
            "for" => [ParseFor(keyword.Line)],
            "set" => [ParseSet(keyword.Line)],
            "macro" => [ParseMacro(keyword.Line)],

            // Marks which part a model learns from; it changes no text.
            "generation" => ParseGeneration(),
            _ => throw new ChatTemplateException(keyword.Line, $"the statement “{keyword.Text}” is not known here."),
        };
    }

    private If ParseIf(int line)
    {
        var branches = new List<(Expression? Condition, IReadOnlyList<Statement> Body)>();
        var condition = _expressions.Parse();
        while (true)
        {
            EndTag();
            branches.Add((condition, ParseUntil("elif", "else", "endif")));
            switch (TakeEnd(line, "if"))
            {
                case "elif":
                    condition = _expressions.Parse();
                    continue;
                case "else":
                    EndTag();
                    branches.Add((null, ParseUntil("endif")));
                    TakeEnd(line, "if");
                    break;
            }

            EndTag();
            return new If(branches, line);
        }
    }

    private For ParseFor(int line)
    {
        var targets = new List<string> { tokens.Expect(JinjaTokenKind.Name, "a name").Text };
        while (tokens.TryTake(","))
        {
            targets.Add(tokens.Expect(JinjaTokenKind.Name, "a name").Text);
        }

        tokens.Expect("in");
        var list = _expressions.ParseWithoutIf();
        var condition = tokens.TryTake("if") ? _expressions.Parse() : null;
        EndTag();
        var body = ParseUntil("else", "endfor");
        IReadOnlyList<Statement> otherwise = [];
        if (TakeEnd(line, "for") == "else")
        {
            EndTag();
            otherwise = ParseUntil("endfor");
            TakeEnd(line, "for");
        }

        EndTag();
        return new For(targets, list, condition, body, otherwise, line);
    }

    private Set ParseSet(int line)
    {
        var target = tokens.Expect(JinjaTokenKind.Name, "a name").Text;
        var member = tokens.TryTake(".") ? tokens.Expect(JinjaTokenKind.Name, "a member's name").Text : null;
        if (tokens.TryTake("="))
        {
            var value = _expressions.Parse();
            EndTag();
            return new Set(target, member, value, [], line);
        }

        EndTag();
        var body = ParseUntil("endset");
        TakeEnd(line, "set");
        EndTag();
        return new Set(target, member, null, body, line);
    }

    private Macro ParseMacro(int line)
    {
        var name = tokens.Expect(JinjaTokenKind.Name, "the macro's name").Text;
        var parameters = new List<(string Name, Expression? Default)>();
        tokens.Expect("(");
        while (!tokens.TryTake(")"))
        {
            var parameter = tokens.Expect(JinjaTokenKind.Name, "a parameter").Text;
            parameters.Add((parameter, tokens.TryTake("=") ? _expressions.Parse() : null));
            if (!tokens.Current.Is(")"))
            {
                tokens.Expect(",");
            }
        }

        EndTag();
        var body = ParseUntil("endmacro");
        TakeEnd(line, "macro");
        EndTag();
        return new Macro(name, parameters, body, line);
    }

    private List<Statement> ParseGeneration()
    {
        EndTag();
        var body = ParseUntil("endgeneration");
        TakeEnd(tokens.Current.Line, "generation");
        EndTag();
        return body;
    }

    private string TakeEnd(int line, string statement)
    {
        if (tokens.Current.Kind == JinjaTokenKind.End)
        {
            throw new ChatTemplateException(line, $"“{statement}” has no “end{statement}”.");
        }

        tokens.Take();
        return tokens.Take().Text;
    }

    private void EndTag() => tokens.Expect(JinjaTokenKind.TagEnd, "the end of the tag");
}
