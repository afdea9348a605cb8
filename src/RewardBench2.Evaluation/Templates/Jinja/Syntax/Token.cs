namespace RewardBench2.Evaluation.Templates.Jinja.Syntax;

internal enum TokenKind
{
    /// <summary>Text outside of tags.</summary>
    Text,
    OutputStart,
    OutputEnd,
    TagStart,
    TagEnd,
    Name,
    String,
    Integer,
    Float,
    Operator,
    End,
}

/// <summary>A piece of a template.</summary>
/// <param name="Text">A name, an operator, or text as it stands.</param>
/// <param name="Value">The value of a string or a number.</param>
internal readonly record struct Token(TokenKind Kind, int Line, string Text, object? Value = null)
{
    public bool IsOperator(string text) => Kind == TokenKind.Operator && Text == text;

    public bool IsName(string text) => Kind == TokenKind.Name && Text == text;

    /// <summary>The token as a message names it.</summary>
    public string Described => Kind switch
    {
        TokenKind.End => "the end of the template",
        TokenKind.TagEnd => "“%}”",
        TokenKind.OutputEnd => "“}}”",
        TokenKind.TagStart => "“{%”",
        TokenKind.OutputStart => "“{{”",
        TokenKind.Text => "text",
        TokenKind.String => $"the text “{Text}”",
        _ => $"“{Text}”",
    };
}
