namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>Walks along a template's tokens.</summary>
public sealed class JinjaTokens(IReadOnlyList<JinjaToken> tokens)
{
    private int _position;
    private int _depth;

    public JinjaToken Current => tokens[_position];

    public JinjaToken Next => tokens[Math.Min(_position + 1, tokens.Count - 1)];

    public JinjaToken Take()
    {
        var token = tokens[_position];
        _position = Math.Min(_position + 1, tokens.Count - 1);
        return token;
    }

    /// <summary>Takes a symbol or keyword if it is there.</summary>
    public bool TryTake(string symbol)
    {
        if (!Current.Is(symbol))
        {
            return false;
        }

        Take();
        return true;
    }

    public void Expect(string symbol)
    {
        if (!TryTake(symbol))
        {
            throw Unexpected($"“{symbol}”");
        }
    }

    public JinjaToken Expect(JinjaTokenKind kind, string what) => Current.Kind == kind ? Take() : throw Unexpected(what);

    public ChatTemplateException Unexpected(string expected) => new(
        Current.Line,
        Current.Kind switch
        {
            JinjaTokenKind.End => $"{expected} was expected, and the template ends.",
            JinjaTokenKind.TagEnd => $"{expected} was expected, and the tag ends.",
            _ => $"{expected} was expected instead of “{Current.Text}”.",
        });

    /// <summary>Goes one level deeper while something is parsed.</summary>
    public T Nested<T>(Func<T> parse)
    {
        if (++_depth > JinjaLimits.Depth)
        {
            throw new ChatTemplateException(Current.Line, "the template is nested too deeply.");
        }

        var parsed = parse();
        _depth--;
        return parsed;
    }
}
