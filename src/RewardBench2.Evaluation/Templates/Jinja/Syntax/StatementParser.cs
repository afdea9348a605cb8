using RewardBench2.Evaluation.Templates.Jinja.Running;

namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>Reads text, output and statements.</summary>
internal sealed partial class StatementParser
{
    private readonly TokenStream _tokens;
    private readonly ExpressionParser _expressions;

    private StatementParser(TokenStream tokens)
    {
        _tokens = tokens;
        _expressions = new ExpressionParser(tokens);
    }

    /// <summary>Reads a whole template.</summary>
    /// <exception cref="ChatTemplateException">It is malformed; the message names the line.</exception>
    public static IReadOnlyList<Statement> Parse(string source) =>
        new StatementParser(new TokenStream(TemplateLexer.Read(source))).ParseUntil();

    // Stops before the statement with one of the names, so that its owner reads it.
    private List<Statement> ParseUntil(params string[] ends) => _tokens.Nested(() =>
    {
        var statements = new List<Statement>();
        while (_tokens.Current.Kind != TokenKind.End)
        {
            if (_tokens.Current.Kind == TokenKind.TagStart && _tokens.Next.Kind == TokenKind.Name && ends.Contains(_tokens.Next.Text))
            {
                break;
            }

            ParseOne(statements);
        }

        return statements;
    });

    private void ParseOne(List<Statement> statements)
    {
        var token = _tokens.Take();
        switch (token.Kind)
        {
            case TokenKind.Text:
                statements.Add(new TextNode(token.Text, token.Line));
                break;
            case TokenKind.OutputStart:
                statements.Add(new Output(_expressions.ParseTuple(), token.Line));
                _tokens.Expect(TokenKind.OutputEnd, "the end of the tag");
                break;
            default:
                ParseStatement(statements);
                _tokens.Expect(TokenKind.TagEnd, "the end of the tag");
                break;
        }
    }

    private void ParseStatement(List<Statement> statements)
    {
        var keyword = _tokens.Expect(TokenKind.Name, "a statement");
        var line = keyword.Line;
        if (keyword.Text == "print")
        {
            ParsePrint(statements, line);
            return;
        }

        statements.Add(keyword.Text switch
        {
            "if" => ParseIf(line),
            "for" => ParseFor(line),
            "set" => ParseSet(line),
            "macro" => ParseMacro(line),
            "call" => ParseCallBlock(line),
            "filter" => ParseFilterBlock(line),
            "with" => ParseWith(line),
            "block" => ParseBlock(line),
            "autoescape" => ParseAutoescape(line),
            "include" or "import" or "from" or "extends" => ParseOtherTemplate(keyword.Text, line),
            "break" => new LoopControl(Flow.Break, line),
            "continue" => new LoopControl(Flow.Continue, line),

            // Marks which part a model learns from; it changes no text.
            "generation" => new CallBlock(null, [], [], ParseBody("generation", line), line),
            _ => throw new ChatTemplateException(line, keyword.Text.StartsWith("end", StringComparison.Ordinal) || keyword.Text is "else" or "elif"
                ? $"“{keyword.Text}” has no beginning."
                : $"the statement “{keyword.Text}” is not known here."),
        });
    }

    private void ParsePrint(List<Statement> statements, int line)
    {
        for (var isFirst = true; _tokens.Current.Kind != TokenKind.TagEnd; isFirst = false)
        {
            if (!isFirst)
            {
                _tokens.ExpectOperator(",");
            }

            statements.Add(new Output(_expressions.Parse(), line));
        }
    }

    private If ParseIf(int line)
    {
        var condition = _expressions.ParseTuple(withConditional: false);
        var body = ParseStatements("if", line, "elif", "else", "endif");
        var elifs = new List<If>();
        while (_tokens.Current.IsName("elif"))
        {
            var elifLine = _tokens.Take().Line;
            var elif = _expressions.ParseTuple(withConditional: false);
            elifs.Add(new If(elif, ParseStatements("if", line, "elif", "else", "endif"), [], [], elifLine));
        }

        IReadOnlyList<Statement> otherwise = [];
        if (_tokens.TryTakeName("else"))
        {
            otherwise = ParseStatements("if", line, "endif");
        }

        _tokens.ExpectName("endif");
        return new If(condition, body, elifs, otherwise, line);
    }

    private For ParseFor(int line)
    {
        var target = _expressions.ParseTarget(() => _tokens.Current.IsName("in"));
        _tokens.ExpectName("in");
        var list = _expressions.ParseTuple(withConditional: false, () => _tokens.Current.IsName("recursive"));
        var condition = _tokens.TryTakeName("if") ? _expressions.Parse() : null;
        var isRecursive = _tokens.TryTakeName("recursive");
        var body = ParseStatements("for", line, "endfor", "else");
        IReadOnlyList<Statement> otherwise = [];
        if (_tokens.TryTakeName("else"))
        {
            otherwise = ParseStatements("for", line, "endfor");
        }

        _tokens.ExpectName("endfor");
        return new For(target, list, body, otherwise, condition, isRecursive, line);
    }

    private Statement ParseSet(int line)
    {
        var target = ParseSetTarget();
        if (_tokens.TryTakeOperator("="))
        {
            return new Set(target, _expressions.ParseTuple(), line);
        }

        var filter = _expressions.ParseFilters(target: null);
        return new SetBlock(target, filter, ParseBody("set", line), line);
    }

    private Expression ParseSetTarget()
    {
        if (!_tokens.Next.IsOperator("."))
        {
            return _expressions.ParseTarget();
        }

        var space = _tokens.Expect(TokenKind.Name, "a name");
        _tokens.Take();
        return new NamespaceMember(space.Text, _tokens.Expect(TokenKind.Name, "a member's name").Text, space.Line);
    }

    /// <summary>Reads to the end tag of a statement and takes it.</summary>
    private List<Statement> ParseBody(string statement, int line)
    {
        var body = ParseStatements(statement, line, "end" + statement);
        _tokens.Take();
        return body;
    }

    // Reads the end of the tag, and the statements up to one of the names; the "{%" before that name is taken.
    private List<Statement> ParseStatements(string statement, int line, params string[] ends)
    {
        _tokens.TryTakeOperator(":");
        _tokens.Expect(TokenKind.TagEnd, "the end of the tag");
        var statements = ParseUntil(ends);
        if (_tokens.Current.Kind == TokenKind.End)
        {
            throw new ChatTemplateException(line, $"“{statement}” has no “end{statement}”.");
        }

        _tokens.Take();
        return statements;
    }
}
