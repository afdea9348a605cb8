using System.Text.RegularExpressions;

namespace RewardBench2.Tests.Content;

/// <summary>The equations that a completion writes out, such as <c>17 × 23 = 391</c>, held to arithmetic.</summary>
internal static partial class WrittenWorking
{
    public static bool Holds(string completion) =>
        SentenceEnd().Split(WithPlainSymbols(completion))
            .SelectMany(sentence => ArithmeticRun().Matches(sentence))
            .Select(run => run.Value.Replace(" ", "", StringComparison.Ordinal))
            .Where(IsEquation)
            .All(equation => equation.Split('=').Select(ArithmeticExpression.Evaluate).Distinct().Count() == 1);

    // "= 25" is left over where a sentence puts words before the equals sign: there is nothing to compare it with.
    private static bool IsEquation(string run) => run.Contains('=') && run.Split('=').All(side => side.Length > 0);

    private static string WithPlainSymbols(string completion) =>
        ThousandsSeparator().Replace(completion, "")
            .Replace('×', '*').Replace('÷', '/').Replace('−', '-')
            .Replace("²", "^2", StringComparison.Ordinal)
            .Replace("³", "^3", StringComparison.Ordinal)
            .Replace("⁴", "^4", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=[0-9]),(?=[0-9]{3})")]
    private static partial Regex ThousandsSeparator();

    [GeneratedRegex(@"\.(?=\s|$)|\n")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[0-9()+\-*/^. =]+")]
    private static partial Regex ArithmeticRun();
}
