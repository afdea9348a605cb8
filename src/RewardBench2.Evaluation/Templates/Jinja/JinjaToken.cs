namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>One piece of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters; for a text in quotes, the text itself.</param>
/// <param name="Line">Where it stands, from 1.</param>
public readonly record struct JinjaToken(JinjaTokenKind Kind, string Text, int Line)
{
    public bool Is(string symbol) => Kind is JinjaTokenKind.Symbol or JinjaTokenKind.Name && Text == symbol;
}

/// <summary>The kinds of pieces.</summary>
public enum JinjaTokenKind
{
    /// <summary>Text outside of any tag.</summary>
    Text,

    /// <summary>A name or a keyword.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text in quotes.</summary>
    Quoted,

    /// <summary>An operator or bracket.</summary>
    Symbol,

    /// <summary>The opening of <c>{% %}</c>.</summary>
    StatementStart,

    /// <summary>The opening of <c>{{ }}</c>.</summary>
    OutputStart,

    /// <summary>The end of a tag.</summary>
    TagEnd,

    /// <summary>The end of the template.</summary>
    End,
}
