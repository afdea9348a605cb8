using System.Text.RegularExpressions;

namespace RewardBench2.Tests.Web;

/// <summary>Markup and text as a browser shows them: any stretch of white space is one blank.</summary>
internal static partial class ShownText
{
    public static string AsShown(this string markup) => WhiteSpace().Replace(markup, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
