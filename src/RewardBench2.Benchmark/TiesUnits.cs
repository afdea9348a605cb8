using System.Globalization;

namespace RewardBench2.Benchmark;

/// <summary>
/// The prompts of Ties by pair: the units its score is a mean of. A half without its twin is a unit of its own, which
/// counts for that half's accuracy only.
/// </summary>
internal sealed class TiesUnits
{
    private readonly IReadOnlyList<Unit> _units;
    private readonly int _tiedHalves;
    private readonly int _refHalves;

    /// <param name="prompts">Prompts of Ties in any order; of two with the same id the later one counts.</param>
    /// <exception cref="ArgumentException">An id is not one of Ties, or a prompt lacks chosen or rejected rewards.</exception>
    public TiesUnits(IReadOnlyCollection<ScoredPrompt> prompts)
    {
        var units = new SortedDictionary<int, Unit>();
        foreach (var prompt in prompts)
        {
            var (half, number) = Ties.ParseId(prompt.Id)
                ?? throw new ArgumentException($"Ties has no prompt '{prompt.Id}': expected ref:N or tied:N.", nameof(prompts));
            var unit = units.GetValueOrDefault(number) ?? new Unit(number, Ref: null, Tied: null);
            units[number] = half == TiesHalf.Tied ? unit with { Tied = Ties.Margins(prompt) } : unit with { Ref = Ties.Margins(prompt) };
        }

        _units = [.. units.Values];
        _tiedHalves = _units.Count(unit => unit.Tied is not null);
        _refHalves = _units.Count(unit => unit.Ref is not null);
        Pairs = [.. _units.Select(unit => unit.Pair).OfType<TiesPair>()];
    }

    /// <summary>The units with both halves, by number.</summary>
    public IReadOnlyList<TiesPair> Pairs { get; }

    /// <summary>What tells units apart: the pair's number as text, at least six digits, so that ordinal order is the numbers' own.</summary>
    public string[] Keys => [.. _units.Select(unit => unit.Number.ToString("D6", CultureInfo.InvariantCulture))];

    /// <summary>The five terms, each a mean over the prompts or pairs that have it; 0 where none has.</summary>
    public TiesTerms Terms => new(
        Mean(_tiedHalves, _units.Sum(unit => Accuracy(unit.Tied))),
        Mean(_refHalves, _units.Sum(unit => Accuracy(unit.Ref))),
        Mean(Pairs.Count, Pairs.Sum(pair => pair.Terms.TiedMarginBeyondSpread)),
        Mean(Pairs.Count, Pairs.Sum(pair => pair.Terms.BothMarginsBeyondSpread)),
        Mean(Pairs.Count, Pairs.Sum(pair => pair.Terms.Closeness)));

    /// <summary>What each unit contributes to the score, in the order of <see cref="Keys"/>: their mean is the score.</summary>
    /// <remarks>
    /// The score is a weighted sum of means over pairs, so it is itself a mean over pairs of that weighted sum. Where
    /// halves are missing, each term is scaled by how many units have it: the mean is the score all the same, and a
    /// resampled score the first-order approximation of the formula on the resampled units.
    /// </remarks>
    public double[] Contributions() =>
    [
        .. _units.Select(unit => _units.Count * (
            Mean(_tiedHalves, new TiesTerms { TiedAccuracy = Accuracy(unit.Tied) }.Score)
            + Mean(_refHalves, new TiesTerms { RefAccuracy = Accuracy(unit.Ref) }.Score)
            + Mean(Pairs.Count, unit.Pair?.Terms.Score ?? 0))),
    ];

    private static double Accuracy(TiesMargins? half) => half is { IsAccurate: true } ? 1 : 0;

    // A file without any half of a kind leaves that mean undefined; the reference's mean of nothing becomes 0 there.
    private static double Mean(int count, double sum) => count == 0 ? 0 : sum / count;

    private sealed record Unit(int Number, TiesMargins? Ref, TiesMargins? Tied)
    {
        public TiesPair? Pair => Ref is null || Tied is null ? null : new TiesPair(Number, Ref, Tied);
    }
}
