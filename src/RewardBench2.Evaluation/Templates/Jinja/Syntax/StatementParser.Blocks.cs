namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>Statements that hold others, besides conditions and loops.</summary>
internal sealed partial class StatementParser
{
    private MacroDefinition ParseMacro(int line)
    {
        var name = _expressions.ParseNameTarget();
        var (parameters, defaults) = ParseParameters();
        return new MacroDefinition(name.Id, parameters, defaults, ParseBody("macro", line), line);
    }

    private (IReadOnlyList<Name> Parameters, IReadOnlyList<Expression> Defaults) ParseParameters()
    {
        var parameters = new List<Name>();
        var defaults = new List<Expression>();
        _tokens.ExpectOperator("(");
        while (!_tokens.Current.IsOperator(")"))
        {
            if (parameters.Count > 0)
            {
                _tokens.ExpectOperator(",");
            }

            parameters.Add(_expressions.ParseNameTarget(NameUse.Parameter));
            if (_tokens.TryTakeOperator("="))
            {
                defaults.Add(_expressions.Parse());
            }
            else if (defaults.Count > 0)
            {
                throw new ChatTemplateException(_tokens.Current.Line, "a parameter without a default follows one with a default.");
            }
        }

        _tokens.ExpectOperator(")");
        return (parameters, defaults);
    }

    private CallBlock ParseCallBlock(int line)
    {
        var (parameters, defaults) = _tokens.Current.IsOperator("(") ? ParseParameters() : ([], []);
        var call = _expressions.Parse() as Call ?? throw new ChatTemplateException(line, "“call” needs a call.");
        return new CallBlock(call, parameters, defaults, ParseBody("call", line), line);
    }

    private FilterBlock ParseFilterBlock(int line)
    {
        var filter = _expressions.ParseFilters(target: null, isInline: true)
            ?? throw new ChatTemplateException(line, "“filter” needs the name of a filter.");
        return new FilterBlock(filter, ParseBody("filter", line), line);
    }

    private With ParseWith(int line)
    {
        var targets = new List<Expression>();
        var values = new List<Expression>();
        while (_tokens.Current.Kind != TokenKind.TagEnd)
        {
            if (targets.Count > 0)
            {
                _tokens.ExpectOperator(",");
            }

            targets.Add(ExpressionParser.AsParameters(_expressions.ParseTarget()));
            _tokens.ExpectOperator("=");
            values.Add(_expressions.Parse());
        }

        return new With(targets, values, ParseBody("with", line), line);
    }

    private Block ParseBlock(int line)
    {
        var name = _tokens.Expect(TokenKind.Name, "the block's name").Text;
        var isScoped = _tokens.TryTakeName("scoped");
        var isRequired = _tokens.TryTakeName("required");
        var body = ParseBody("block", line);
        _tokens.TryTakeName(name);
        return new Block(name, isScoped, isRequired, body, line);
    }

    // Chat templates write plain text: escaping for HTML can be turned off, which it is, and not on.
    private With ParseAutoescape(int line)
    {
        var value = _expressions.Parse();
        return value is Constant { Value: false }
            ? new With([], [], ParseBody("autoescape", line), line)
            : throw new ChatTemplateException(line, "“autoescape” cannot be turned on: a chat template writes plain text.");
    }

    private OtherTemplate ParseOtherTemplate(string statement, int line)
    {
        var template = _expressions.Parse();
        var names = new List<Expression>();
        switch (statement)
        {
            case "include" when _tokens.TryTakeName("ignore"):
                _tokens.ExpectName("missing");
                break;
            case "import":
                _tokens.ExpectName("as");
                names.Add(_expressions.ParseNameTarget());
                break;
            case "from":
                _tokens.ExpectName("import");
                ParseImportedNames(names);
                break;
        }

        if (statement != "extends" && (_tokens.TryTakeName("with") || _tokens.TryTakeName("without")))
        {
            _tokens.ExpectName("context");
        }

        return new OtherTemplate(statement, template, names, line);
    }

    private void ParseImportedNames(List<Expression> names)
    {
        do
        {
            if (_tokens.Current.Kind != TokenKind.Name || _tokens.Next.IsName("context"))
            {
                break;
            }

            var name = _expressions.ParseNameTarget();
            names.Add(_tokens.TryTakeName("as") ? _expressions.ParseNameTarget() : name);
        }
        while (_tokens.TryTakeOperator(","));
    }
}
