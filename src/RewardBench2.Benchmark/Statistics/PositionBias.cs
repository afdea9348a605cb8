using MathNet.Numerics.Distributions;

namespace RewardBench2.Benchmark.Statistics;

/// <summary>Whether a judge favours completions for the position in which they were shown.</summary>
/// <param name="Positions">One per position, shown first to shown last.</param>
/// <param name="Verdicts">How many verdicts were looked at.</param>
/// <param name="PValue">
/// Pearson's chi-squared test of the verdicts against <see cref="PositionShare.Expected"/>, between 0 and 1; <c>null</c>
/// where fewer than five verdicts are expected at a position, too few for the test.
/// </param>
public sealed record PositionBias(IReadOnlyList<PositionShare> Positions, int Verdicts, double? PValue)
{
    private const double FewestExpected = 5;

    /// <summary>Looks at the first request of every prompt, so that verdicts are independent; those without a verdict are left out.</summary>
    public static PositionBias Compute(IEnumerable<RankedVerdict> rankings)
    {
        List<RankedVerdict> read = [.. rankings.Where(ranking => ranking.Position is not null)];
        var count = read.Count == 0 ? 0 : read[0].Order.Count;
        PositionShare[] positions =
        [
            .. Enumerable.Range(0, count).Select(position => new PositionShare(
                read.Count(ranking => ranking.Position == position),
                read.Sum(ranking => Chance(ranking.Winner!.Value, position, count)),
                read.Count(ranking => ranking.Order[position] == 0),
                read.Count(ranking => ranking.Order[position] == 0 && ranking.Position == position))),
        ];
        return new PositionBias(positions, read.Count, Test(positions));
    }

    // The chosen completion changes places with one drawn at random (run_generative_v2.py of the reference): it stands
    // everywhere equally often, a rejected one at its own place unless the chosen one was put there.
    private static double Chance(int winner, int position, int count) =>
        winner == 0 || position == 0 ? 1.0 / count
        : position == winner ? (count - 1.0) / count
        : 0;

    private static double? Test(PositionShare[] positions) =>
        positions.Length < 2 || positions.Any(position => position.Expected < FewestExpected)
            ? null
            : 1 - ChiSquared.CDF(positions.Length - 1, positions.Sum(position => Square(position.Verdicts - position.Expected) / position.Expected));

    private static double Square(double value) => value * value;
}

/// <summary>A position in which a judge was shown completions.</summary>
/// <param name="Verdicts">How often the completion shown here won.</param>
/// <param name="Expected">How often the same winners would have stood here by chance alone; about a quarter of all verdicts.</param>
/// <param name="ChosenShown">How often the chosen completion was shown here.</param>
/// <param name="ChosenWon">Of those, how often it won.</param>
public sealed record PositionShare(int Verdicts, double Expected, int ChosenShown, int ChosenWon);
