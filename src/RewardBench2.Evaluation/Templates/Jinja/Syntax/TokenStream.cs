namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

/// <summary>The tokens of a template, read from first to last.</summary>
internal sealed class TokenStream(IReadOnlyList<Token> tokens)
{
    // Brackets, unary operators and blocks within each other: what a parser descends into.
    private const int MostNesting = 200;

    private int _position;
    private int _depth;

    public Token Current => tokens[_position];

    public Token Next => tokens[Math.Min(_position + 1, tokens.Count - 1)];

    public Token Take()
    {
        var token = tokens[_position];
        if (_position < tokens.Count - 1)
        {
            _position++;
        }

        return token;
    }

    public bool TryTakeOperator(string text) => TryTake(Current.IsOperator(text));

    public bool TryTakeName(string text) => TryTake(Current.IsName(text));

    public Token Expect(TokenKind kind, string description) =>
        Current.Kind == kind ? Take() : throw Unexpected(description);

    public Token ExpectOperator(string text) => Current.IsOperator(text) ? Take() : throw Unexpected($"“{text}”");

    public Token ExpectName(string text) => Current.IsName(text) ? Take() : throw Unexpected($"“{text}”");

    /// <summary>Reads something that may hold its like, and refuses what would be too deep for the stack.</summary>
    public T Nested<T>(Func<T> read)
    {
        if (++_depth > MostNesting || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ChatTemplateException(Current.Line, $"it nests more than {MostNesting} deep.");
        }

        var result = read();
        _depth--;
        return result;
    }

    private bool TryTake(bool matches)
    {
        if (matches)
        {
            Take();
        }

        return matches;
    }

    private ChatTemplateException Unexpected(string description) =>
        new(Current.Line, $"{description} was expected instead of {Current.Described}.");
}
