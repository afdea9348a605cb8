namespace RewardBench2.Benchmark.Statistics;

/// <summary>On how many prompts just one of two models is right, and what that says.</summary>
/// <param name="OnlyFirst">Prompts on which only the first model is right.</param>
/// <param name="OnlySecond">Prompts on which only the second model is right.</param>
/// <param name="Prompts">How many prompts both were scored on.</param>
public sealed record Discordance(int OnlyFirst, int OnlySecond, int Prompts)
{
    /// <summary>McNemar's exact two-sided p value, uncorrected; see <see cref="McNemar.Exact"/>.</summary>
    public double PValue { get; } = McNemar.Exact(OnlyFirst, OnlySecond);

    /// <summary>Whether a result counts as right: the chosen completion alone has the highest reward.</summary>
    /// <param name="result">What the prompt earned, a fraction; a reward shared by two or more earns at most a half.</param>
    public static bool IsRight(double result) => result > 0.5;

    /// <summary>Counts two models' results on the same prompts, given in the same order.</summary>
    public static Discordance Count(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException("Both models need results on the same prompts.", nameof(second));
        }

        int onlyFirst = 0, onlySecond = 0;
        for (var i = 0; i < first.Length; i++)
        {
            var (firstIsRight, secondIsRight) = (IsRight(first[i]), IsRight(second[i]));
            onlyFirst += firstIsRight && !secondIsRight ? 1 : 0;
            onlySecond += secondIsRight && !firstIsRight ? 1 : 0;
        }

        return new Discordance(onlyFirst, onlySecond, first.Length);
    }
}
