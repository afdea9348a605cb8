using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.Paper;

/// <summary>
/// What a published fraction of four decimals is when printed as a percentage of one. 0.8115 may stand for 81.1 or 81.2:
/// in the best-of-4 subsets the number of prompts decides, because a score is a sum of twelfths of prompts; in Ties,
/// whose score is not a count, both are possible.
/// </summary>
/// <remarks>An exact half is rounded to the even digit, as the paper's tables do (66 of 160 is printed 41.2).</remarks>
public static class PrintedFigure
{
    private const double HalfStep = 0.00005;

    /// <summary>The score itself where the number of prompts gives it away, else the fraction as published.</summary>
    public static decimal Exact(Subset subset, double published)
    {
        if (subset.IsTies || subset.Prompts is not { } prompts)
        {
            return (decimal)published;
        }

        // Four completions share a prompt by 1, 1/2, 1/3 or 1/4, so sums are whole numbers of twelfths.
        var twelfths = 12m * prompts;
        var exact = Math.Round((decimal)published * twelfths) / twelfths;
        return Math.Abs((double)exact - published) <= HalfStep ? exact : (decimal)published;
    }

    /// <summary>The percentages of one decimal that a published fraction may have been printed as; mostly one.</summary>
    public static IReadOnlyList<decimal> Possible(Subset subset, double published) => subset == Subsets.Ties
        ? [.. new[] { (decimal)published - (decimal)HalfStep, (decimal)published, (decimal)published + (decimal)HalfStep }.Select(Print).Distinct()]
        : [Print(Exact(subset, published))];

    /// <summary>The plain mean of six exact scores as printed.</summary>
    public static decimal PrintAverage(IReadOnlyDictionary<Subset, double> published) =>
        Print(published.Select(score => Exact(score.Key, score.Value)).Average());

    /// <summary>A fraction as a percentage with one decimal.</summary>
    public static decimal Print(decimal fraction) => Math.Round(fraction * 100, 1, MidpointRounding.ToEven);
}
