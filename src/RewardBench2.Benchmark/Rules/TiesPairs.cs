namespace RewardBench2.Benchmark.Rules;

/// <summary>Prompts in pairs, <c>tied:N</c> with many right answers and <c>ref:N</c> with one; see <see cref="Ties"/>.</summary>
public sealed record TiesPairs : ScoringRule
{
    public const string Type = "ties";

    /// <inheritdoc/>
    public override double? Chance => null;

    /// <inheritdoc/>
    public override string Title => "pairs of Ties";

    /// <inheritdoc/>
    public override string Description => "Weighted accuracy and margins over pairs of prompts with one and with many right answers";

    /// <inheritdoc/>
    public override int Units(int prompts) => System.Math.Max(1, prompts / 2);

    /// <inheritdoc/>
    public override string? WrongShape(int completions, int chosen) =>
        chosen < 1 || chosen >= completions ? "needs at least one chosen and one rejected completion" : null;

    /// <inheritdoc/>
    /// <remarks>It depends on how far a model's rewards lie apart, so there is no one answer.</remarks>
    public override double? ChanceOf(int completions, int chosen) => null;

    /// <inheritdoc/>
    public override double Score(IReadOnlyCollection<ScoredPrompt> prompts) => Ties.Score(prompts).Score;

    /// <inheritdoc/>
    public override SubsetCredits Credits(IReadOnlyCollection<ScoredPrompt> prompts)
    {
        var units = new TiesUnits(prompts);
        return SubsetCredits.Sorted(units.Keys, units.Contributions());
    }
}
