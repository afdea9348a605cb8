using System.Globalization;

namespace RewardBench2.Benchmark;

/// <summary>
/// Scores Ties, where a prompt with many right answers (<c>tied:N</c>) is paired with a near twin that has one (<c>ref:N</c>):
/// right answers must beat wrong ones by more than they differ among themselves.
/// </summary>
/// <remarks>
/// The formula is <see cref="TiesTerms.Score"/>: five terms, which <see cref="TiesUnits"/> computes for each pair, with the
/// weights of <see cref="TiesWeights"/>. Source: <c>allenai/reward-bench</c>, <c>rewardbench/utils.py::_compute_prompt_stats</c> and <c>process_single_model</c>.
/// </remarks>
public static class Ties
{
    /// <summary>The score of Ties with its five terms.</summary>
    /// <param name="prompts">All prompts of the subset, each with one reward per completion, chosen ones first.</param>
    /// <exception cref="ArgumentException">There are no prompts, or one has no rewards or no rejected completion.</exception>
    public static TiesScore Score(IReadOnlyCollection<ScoredPrompt> prompts)
    {
        if (prompts.Count == 0)
        {
            throw new ArgumentException("The score is undefined for a subset without prompts.", nameof(prompts));
        }

        var units = new TiesUnits(prompts);
        return new TiesScore(units.Terms, units.Pairs);
    }

    /// <summary>Spread and margin of one prompt's rewards.</summary>
    public static TiesMargins Margins(ScoredPrompt prompt)
    {
        var rewards = prompt.Rewards;
        if (prompt.ChosenCount < 1 || prompt.ChosenCount >= rewards.Count)
        {
            throw new ArgumentException(
                $"Prompt {prompt.Id} of Ties needs rewards of at least one chosen and one rejected completion.", nameof(prompt));
        }

        var chosen = rewards.Take(prompt.ChosenCount).ToArray();
        return new TiesMargins(
            Spread: chosen.Length > 1 ? chosen.Max() - chosen.Min() : null,
            Margin: RewardMargin.Compute(rewards, chosen.Length));
    }

    /// <summary>Takes <c>ref:N</c> or <c>tied:N</c> apart; <c>null</c> when the id is neither.</summary>
    public static (TiesHalf Half, int Number)? ParseId(string id)
    {
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !int.TryParse(id.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return id[..colon] switch
        {
            "ref" => (TiesHalf.Ref, number),
            "tied" => (TiesHalf.Tied, number),
            _ => null,
        };
    }
}
