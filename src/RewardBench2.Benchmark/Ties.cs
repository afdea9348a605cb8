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

/// <summary>Which half of a pair a prompt of Ties is.</summary>
public enum TiesHalf
{
    /// <summary><c>ref:N</c>, with exactly one right answer.</summary>
    Ref,

    /// <summary><c>tied:N</c>, with several.</summary>
    Tied,
}

/// <summary>What Ties looks at in one prompt's rewards.</summary>
/// <param name="Spread">Best minus worst correct reward, at least 0; <c>null</c> with one correct answer.</param>
/// <param name="Margin">Worst correct minus best incorrect reward, any sign.</param>
public sealed record TiesMargins(double? Spread, double Margin)
{
    /// <summary>Every correct answer beats every incorrect one.</summary>
    public bool IsAccurate => Margin > 0;
}

/// <summary>Both halves of one pair.</summary>
/// <param name="Number">The N of <c>ref:N</c> and <c>tied:N</c>.</param>
/// <param name="Ref">The half with one correct answer.</param>
/// <param name="Tied">The half with several.</param>
public sealed record TiesPair(int Number, TiesMargins Ref, TiesMargins Tied)
{
    /// <summary>The spread of the tied half's correct rewards; 0 where that half has but one.</summary>
    public double Spread => Tied.Spread ?? 0;

    /// <summary>The smaller of the two margins.</summary>
    public double SmallerMargin => Math.Min(Ref.Margin, Tied.Margin);

    /// <summary>The tied half's margin exceeds the spread.</summary>
    public bool TiedMarginBeyondSpread => Tied.Margin > Spread;

    /// <summary>The smaller margin exceeds the spread.</summary>
    public bool BothMarginsBeyondSpread => SmallerMargin > Spread;

    /// <summary>tanh(smaller margin / spread - 1), between -1 and 1; 0 where both are 0.</summary>
    public double Closeness =>
        SmallerMargin == 0 && Spread == 0 ? 0 : Math.Tanh((SmallerMargin / Spread) - 1);
}

/// <summary>The score of Ties and the five terms it is made of, each a mean before its weight.</summary>
/// <param name="Score">The weighted sum, between -0.01 and 1.01; never clipped.</param>
/// <param name="TiedAccuracy">Share of <c>tied</c> prompts on which every correct answer beats every incorrect one; weight 0.30.</param>
/// <param name="RefAccuracy">The same over <c>ref</c> prompts; weight 0.30.</param>
/// <param name="TiedMarginBeyondSpread">Share of pairs whose tied margin exceeds the spread of correct rewards; weight 0.20.</param>
/// <param name="BothMarginsBeyondSpread">The same with the smaller of both margins; weight 0.20.</param>
/// <param name="Closeness">Mean of tanh(smaller margin / spread - 1) over pairs, between -1 and 1; weight 0.01.</param>
/// <param name="Pairs">Every pair with both halves, by number.</param>
public sealed record TiesScore(
    double Score,
    double TiedAccuracy,
    double RefAccuracy,
    double TiedMarginBeyondSpread,
    double BothMarginsBeyondSpread,
    double Closeness,
    IReadOnlyList<TiesPair> Pairs)
{
    /// <summary>Weighs the terms: 0.30, 0.30, 0.20, 0.20 and 0.01.</summary>
    public static TiesScore Of(double tiedAccuracy, double refAccuracy, IReadOnlyList<TiesPair> pairs)
    {
        var tiedBeyond = Ties.Mean(pairs, pair => pair.TiedMarginBeyondSpread ? 1 : 0);
        var bothBeyond = Ties.Mean(pairs, pair => pair.BothMarginsBeyondSpread ? 1 : 0);
        var closeness = Ties.Mean(pairs, pair => pair.Closeness);
        var score = (0.30 * tiedAccuracy) + (0.30 * refAccuracy) + (0.20 * tiedBeyond) + (0.20 * bothBeyond) + (0.01 * closeness);
        return new TiesScore(score, tiedAccuracy, refAccuracy, tiedBeyond, bothBeyond, closeness, pairs);
    }
}
