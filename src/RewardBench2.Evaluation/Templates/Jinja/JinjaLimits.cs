namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>Bounds on what a stranger's template may cost.</summary>
public static class JinjaLimits
{
    /// <summary>Characters of a template.</summary>
    public const int Source = 100_000;

    /// <summary>Characters of any text that a template makes.</summary>
    public const int Text = 8_000_000;

    /// <summary>Expressions and statements evaluated in one rendering.</summary>
    public const int Steps = 200_000;

    /// <summary>Nesting of blocks, brackets, calls and values.</summary>
    public const int Depth = 60;

    /// <summary>Elements of a list.</summary>
    public const int Elements = 100_000;

    /// <summary>Lets a text of a length be made.</summary>
    public static void CheckText(long length, int line)
    {
        if (length > Text)
        {
            throw new ChatTemplateException(line, $"the text grows beyond {Text:N0} characters.");
        }
    }
}
