namespace RewardBench2.Evaluation.Templates.Jinja;

/// <summary>Bounds on what a stranger's template may cost. Real templates use less than a thousandth of each.</summary>
internal static class JinjaLimits
{
    /// <summary>Characters of a template; the longest known has a tenth of it.</summary>
    public const int Source = 131_072;

    /// <summary>Characters of any one text.</summary>
    public const int Text = 4_000_000;

    /// <summary>Characters of all texts that a rendering makes.</summary>
    public const int Characters = 16_000_000;

    /// <summary>Elements of all lists that a rendering makes.</summary>
    public const int Elements = 1_000_000;

    /// <summary>Units of work: nodes evaluated, elements looked at or compared, eight characters copied.</summary>
    public const long Work = 5_000_000;

    /// <summary>Less than this is never refused for its time: a busy machine may let anybody wait.</summary>
    public const long WorkBeforeClock = 50_000;

    /// <summary>So often the clock and the cancellation are looked at.</summary>
    public const int WorkBetweenChecks = 2_000;

    /// <summary>Calls within calls and lists within lists.</summary>
    public const int Depth = 400;

    /// <summary>Bits of a whole number; Python prints no longer ones either.</summary>
    public const int NumberBits = 14_280;

    /// <summary>Width and precision of a number or text in a format.</summary>
    public const int FormatWidth = 10_000;

    /// <summary>The longest rendering.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMilliseconds(250);
}
