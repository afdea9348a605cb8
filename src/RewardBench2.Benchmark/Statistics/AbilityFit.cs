namespace RewardBench2.Benchmark.Statistics;

/// <summary>What several benchmarks say of models together: an ability per model, a difficulty and a discrimination per benchmark.</summary>
/// <remarks>
/// The two-parameter logistic model of item response theory (Birnbaum, in Lord and Novick 1968) with a benchmark's average in place
/// of one item: score = 1 / (1 + exp(-discrimination × (ability - difficulty))). It is fitted to the scores' logits by alternating
/// least squares. Abilities have mean 0 and standard deviation 1 over the models fitted.
/// </remarks>
/// <param name="Benchmarks">One per column.</param>
/// <param name="Abilities">One per row; <c>null</c> for models with too few scores.</param>
public sealed record AbilityFit(IReadOnlyList<BenchmarkCurve> Benchmarks, IReadOnlyList<Ability?> Abilities)
{
    /// <summary>From how many benchmarks on a model gets an ability, and how many models the fit needs.</summary>
    public const int Fewest = 3;

    // A logit of 0 or 1 has no end; this is nearer to either than one prompt of two hundred.
    private const double Edge = 0.002;
    private const int MostRounds = 1_000;
    private const double Settled = 1e-12;

    /// <summary>Fits the model; <c>null</c> where fewer than three models have scores on three benchmarks each.</summary>
    /// <param name="scores">By model, then by benchmark: a fraction, or <c>null</c> where the model was not scored.</param>
    public static AbilityFit? Compute(IReadOnlyList<IReadOnlyList<double?>> scores)
    {
        var fitted = Enumerable.Range(0, scores.Count).Where(row => scores[row].Count(score => score is not null) >= Fewest).ToArray();
        if (fitted.Length < Fewest)
        {
            return null;
        }

        double?[][] logits = [.. fitted.Select(row => scores[row].Select(Logit).ToArray())];
        var abilities = Standardized([.. logits.Select(row => row.OfType<double>().Average())]);
        var curves = Curves(logits, abilities);
        for (var round = 0; round < MostRounds; round++)
        {
            var next = Standardized([.. logits.Select(row => AbilityOf(row, curves))]);
            var moved = next.Zip(abilities, (one, other) => Math.Abs(one - other)).Max();
            (abilities, curves) = (next, Curves(logits, next));
            if (moved < Settled)
            {
                break;
            }
        }

        var spread = SpreadOf(logits, abilities, curves);
        var found = new Ability?[scores.Count];
        foreach (var (at, row) in fitted.Index())
        {
            found[row] = new Ability(abilities[at], IntervalOf(abilities[at], logits[at], curves, spread));
        }

        return new AbilityFit([.. curves.Select(curve => new BenchmarkCurve(-curve.Intercept / curve.Slope, curve.Slope))], found);
    }

    private static double? Logit(double? score) =>
        score is { } value && Math.Clamp(value, Edge, 1 - Edge) is var share ? Math.Log(share / (1 - share)) : null;

    private static double[] Standardized(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return [.. values.Select(value => deviation > 0 ? (value - mean) / deviation : 0)];
    }

    // Per benchmark the line of the logits over the abilities of the models scored on it; flat where it has fewer than two.
    private static (double Slope, double Intercept)[] Curves(double?[][] logits, double[] abilities) =>
    [
        .. Enumerable.Range(0, logits[0].Length).Select(column =>
        {
            var scored = Enumerable.Range(0, logits.Length).Where(row => logits[row][column] is not null).ToArray();
            if (scored.Length < 2)
            {
                return (0.0, scored.Length == 0 ? 0 : logits[scored[0]][column]!.Value);
            }

            var (x, y) = (scored.Average(row => abilities[row]), scored.Average(row => logits[row][column]!.Value));
            var square = scored.Sum(row => (abilities[row] - x) * (abilities[row] - x));
            var slope = square > 0 ? scored.Sum(row => (abilities[row] - x) * (logits[row][column]!.Value - y)) / square : 0;
            return (slope, y - (slope * x));
        }),
    ];

    private static double AbilityOf(double?[] logits, (double Slope, double Intercept)[] curves)
    {
        double sum = 0, weight = 0;
        foreach (var (column, (slope, intercept)) in curves.Index())
        {
            if (logits[column] is { } logit)
            {
                sum += slope * (logit - intercept);
                weight += slope * slope;
            }
        }

        return weight > 0 ? sum / weight : 0;
    }

    // The residuals' variance: what is fitted takes a degree of freedom each, two of them given back by the scale.
    private static double? SpreadOf(double?[][] logits, double[] abilities, (double Slope, double Intercept)[] curves)
    {
        double sum = 0;
        var count = 0;
        for (var row = 0; row < logits.Length; row++)
        {
            foreach (var (column, (slope, intercept)) in curves.Index())
            {
                if (logits[row][column] is { } logit)
                {
                    var residual = logit - intercept - (slope * abilities[row]);
                    sum += residual * residual;
                    count++;
                }
            }
        }

        var free = count - logits.Length - (2 * curves.Length) + 2;
        return free > 0 ? sum / free : null;
    }

    private static Interval? IntervalOf(double ability, double?[] logits, (double Slope, double Intercept)[] curves, double? spread)
    {
        var weight = curves.Index().Where(curve => logits[curve.Index] is not null).Sum(curve => curve.Item.Slope * curve.Item.Slope);
        if (spread is null || weight <= 0)
        {
            return null;
        }

        var reach = Confidence.StandardErrors(Confidence.Default) * Math.Sqrt(spread.Value / weight);
        return new Interval(ability - reach, ability + reach);
    }
}

/// <summary>How a benchmark's score grows with ability.</summary>
/// <param name="Difficulty">The ability that scores one half; not finite where the benchmark tells no models apart.</param>
/// <param name="Discrimination">How steeply the score's logit grows with ability.</param>
public sealed record BenchmarkCurve(double Difficulty, double Discrimination);

/// <summary>A model's ability.</summary>
/// <param name="Value">In standard deviations from the mean of the models fitted.</param>
/// <param name="Interval">Of 95 %, from how far scores lie off the curves; <c>null</c> where too few are left to tell.</param>
public sealed record Ability(double Value, Interval? Interval);
