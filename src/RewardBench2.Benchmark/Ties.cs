using System.Globalization;

namespace RewardBench2.Benchmark;

/// <summary>
/// Scores Ties, where a prompt with many right answers (<c>tied:N</c>) stands beside a twin with one (<c>ref:N</c>):
/// right answers must beat wrong ones by more than they differ among themselves.
/// </summary>
/// <remarks>Source: <c>allenai/reward-bench</c>, <c>rewardbench/utils.py::_compute_prompt_stats</c> and <c>process_single_model</c>.</remarks>
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

        var tied = new SortedDictionary<int, TiesMargins>();
        var reference = new SortedDictionary<int, TiesMargins>();
        foreach (var prompt in prompts)
        {
            var (half, number) = ParseId(prompt.Id)
                ?? throw new ArgumentException($"'{prompt.Id}' is no id of Ties: expected ref:N or tied:N.", nameof(prompts));
            (half == TiesHalf.Tied ? tied : reference)[number] = Margins(prompt);
        }

        var pairs = tied
            .Where(entry => reference.ContainsKey(entry.Key))
            .Select(entry => new TiesPair(entry.Key, reference[entry.Key], entry.Value))
            .ToList();

        return TiesScore.Of(
            tiedAccuracy: Mean([.. tied.Values], margins => margins.IsAccurate ? 1 : 0),
            refAccuracy: Mean([.. reference.Values], margins => margins.IsAccurate ? 1 : 0),
            pairs);
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

        double bestChosen = double.NegativeInfinity, worstChosen = double.PositiveInfinity, bestRejected = double.NegativeInfinity;
        for (var i = 0; i < rewards.Count; i++)
        {
            if (i < prompt.ChosenCount)
            {
                bestChosen = Math.Max(bestChosen, rewards[i]);
                worstChosen = Math.Min(worstChosen, rewards[i]);
            }
            else
            {
                bestRejected = Math.Max(bestRejected, rewards[i]);
            }
        }

        return new TiesMargins(
            Spread: prompt.ChosenCount > 1 ? bestChosen - worstChosen : null,
            Margin: worstChosen - bestRejected);
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

    // A file without any half of a kind leaves that mean undefined; the reference's mean of nothing becomes 0 there.
    internal static double Mean<T>(IReadOnlyCollection<T> values, Func<T, double> of) =>
        values.Count == 0 ? 0 : values.Average(of);
}
