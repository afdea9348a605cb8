namespace RewardBench2.Benchmark.Statistics;

/// <summary>
/// What each unit of a subset (a prompt; of Ties a pair) contributes to the subset's score, which is their mean.
/// </summary>
/// <param name="Keys">What tells units apart, in ordinal order: a prompt's id; of Ties the pair's number as text.</param>
/// <param name="Values">One contribution per key: of best-of-4 the result, a fraction; of Ties the weighted terms of one pair.</param>
public sealed record SubsetCredits(IReadOnlyList<string> Keys, double[] Values)
{
    /// <summary>The subset's score.</summary>
    public double Score => Values.Sum() / Values.Length;

    /// <summary>Only the units whose keys are given; order is kept.</summary>
    public SubsetCredits Only(IReadOnlySet<string> keys)
    {
        var kept = Enumerable.Range(0, Values.Length).Where(i => keys.Contains(Keys[i])).ToArray();
        return new SubsetCredits([.. kept.Select(i => Keys[i])], [.. kept.Select(i => Values[i])]);
    }

    /// <summary>The contributions of best-of-4 prompts.</summary>
    public static SubsetCredits OfBestOfFour(IEnumerable<ScoredPrompt> prompts)
    {
        var all = prompts as IReadOnlyCollection<ScoredPrompt> ?? [.. prompts];
        return Sorted([.. all.Select(prompt => prompt.Id)], [.. all.Select(BestOfFour.Result)]);
    }

    /// <summary>The contributions of pairs of Ties; a half without its twin is a unit of its own.</summary>
    /// <remarks>
    /// The score is a weighted sum of means over pairs, so it is itself a mean over pairs of that weighted sum. Where
    /// halves are missing, each term is scaled by how many units have it: the mean is the score all the same, and a
    /// resampled score the first-order approximation of the formula on the resampled units.
    /// </remarks>
    /// <exception cref="ArgumentException">As <see cref="Ties.Score"/>.</exception>
    public static SubsetCredits OfTies(IReadOnlyCollection<ScoredPrompt> prompts)
    {
        var units = prompts
            .Select(prompt => (Id: Ties.ParseId(prompt.Id)
                ?? throw new ArgumentException($"'{prompt.Id}' is no id of Ties: expected ref:N or tied:N.", nameof(prompts)), prompt))
            .GroupBy(entry => entry.Id.Number)
            .Select(unit => (
                Number: unit.Key,
                Ref: MarginsOf(unit, TiesHalf.Ref),
                Tied: MarginsOf(unit, TiesHalf.Tied)))
            .ToList();
        double tiedHalves = units.Count(unit => unit.Tied is not null);
        double refHalves = units.Count(unit => unit.Ref is not null);
        double pairs = units.Count(unit => unit is { Tied: not null, Ref: not null });

        return Sorted(
            [.. units.Select(unit => unit.Number.ToString("D6", System.Globalization.CultureInfo.InvariantCulture))],
            [.. units.Select(unit => units.Count * Credit(unit.Number, unit.Ref, unit.Tied))]);

        double Credit(int number, TiesMargins? reference, TiesMargins? tied)
        {
            var credit = 0.0;
            if (tied is { IsAccurate: true })
            {
                credit += TiesWeights.TiedAccuracy / tiedHalves;
            }

            if (reference is { IsAccurate: true })
            {
                credit += TiesWeights.RefAccuracy / refHalves;
            }

            if (tied is not null && reference is not null)
            {
                var pair = new TiesPair(number, reference, tied);
                credit += ((pair.TiedMarginBeyondSpread ? TiesWeights.TiedMarginBeyondSpread : 0)
                    + (pair.BothMarginsBeyondSpread ? TiesWeights.BothMarginsBeyondSpread : 0)
                    + (TiesWeights.Closeness * pair.Closeness)) / pairs;
            }

            return credit;
        }
    }

    private static TiesMargins? MarginsOf(IEnumerable<((TiesHalf Half, int Number) Id, ScoredPrompt Prompt)> unit, TiesHalf half)
    {
        TiesMargins? margins = null;
        foreach (var (id, prompt) in unit)
        {
            margins = id.Half == half ? Ties.Margins(prompt) : margins;
        }

        return margins;
    }

    private static SubsetCredits Sorted(string[] keys, double[] values)
    {
        Array.Sort(keys, values, StringComparer.Ordinal);
        return new SubsetCredits(keys, values);
    }
}
