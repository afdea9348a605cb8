namespace RewardBench2.Benchmark.Rules;

/// <summary>1 divided by the rank of the best chosen completion, where rejected ones of the same reward rank before it.</summary>
/// <remarks>The mean over prompts is the mean reciprocal rank.</remarks>
public sealed record ReciprocalRank : PromptRule
{
    public const string Type = "reciprocal-rank";

    /// <inheritdoc/>
    public override double? Chance => null;

    /// <inheritdoc/>
    public override string Title => "reciprocal rank";

    /// <inheritdoc/>
    public override string Description => "Mean of 1 divided by the rank of the best chosen completion";

    /// <inheritdoc/>
    public override string? WrongShape(int completions, int chosen) => NeedsBoth(completions, chosen);

    /// <inheritdoc/>
    /// <remarks>The best of c chosen among n is at rank r with the hypergeometric chance C(n - r, c - 1) / C(n, c).</remarks>
    public override double? ChanceOf(int completions, int chosen)
    {
        double sum = 0, chance = (double)chosen / completions;
        for (var rank = 1; rank <= completions - chosen + 1; rank++)
        {
            sum += chance / rank;
            chance *= (double)(completions - rank - chosen + 1) / (completions - rank);
        }

        return sum;
    }

    /// <inheritdoc/>
    protected override double Result(IReadOnlyList<double> rewards, int chosen)
    {
        var best = rewards.Take(chosen).Max();
        return 1.0 / (1 + rewards.Skip(chosen).Count(reward => reward >= best));
    }
}
