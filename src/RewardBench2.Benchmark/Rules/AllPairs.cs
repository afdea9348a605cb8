namespace RewardBench2.Benchmark.Rules;

/// <summary>The share of pairs of a chosen and a rejected completion in which the chosen one has the strictly higher reward.</summary>
/// <remarks>With one chosen and one rejected completion it is the plain pair of RewardBench 1 and JudgeBench.</remarks>
public sealed record AllPairs : PromptRule
{
    public const string Type = "all-pairs";

    /// <inheritdoc/>
    public override double? Chance => 0.5;

    /// <inheritdoc/>
    public override string Title => "all pairs";

    /// <inheritdoc/>
    public override string Description => "Share of pairs in which the chosen completion has the higher reward";

    /// <inheritdoc/>
    public override string? WrongShape(int completions, int chosen) => NeedsBoth(completions, chosen);

    /// <inheritdoc/>
    public override double? ChanceOf(int completions, int chosen) => 0.5;

    /// <inheritdoc/>
    protected override double Result(IReadOnlyList<double> rewards, int chosen)
    {
        var won = 0;
        for (var i = 0; i < chosen; i++)
        {
            for (var j = chosen; j < rewards.Count; j++)
            {
                won += rewards[i] > rewards[j] ? 1 : 0;
            }
        }

        return (double)won / (chosen * (rewards.Count - chosen));
    }
}
