namespace RewardBench2.Web.Prompts;

/// <summary>
/// Orders models and prompts by likeness: along the first singular vectors of the results once each model's and each
/// prompt's mean is taken away, so that neighbours fail on the same prompts, at any level of skill.
/// </summary>
public static class SimilarityOrder
{
    private const int Rounds = 40;

    /// <param name="credits">By model, then by prompt; NaN counts as average.</param>
    /// <returns>Places of models and of prompts, in order.</returns>
    public static (int[] Models, int[] Prompts) Compute(IReadOnlyList<double[]> credits)
    {
        var rows = credits.Count;
        var columns = rows == 0 ? 0 : credits[0].Length;
        var centred = Centre(credits, rows, columns);
        var left = new double[rows];
        var right = new double[columns];

        // Any start that is not flat will do; this one is the same every time.
        for (var column = 0; column < columns; column++)
        {
            right[column] = Math.Sin(column + 1);
        }

        for (var round = 0; round < Rounds; round++)
        {
            for (var row = 0; row < rows; row++)
            {
                left[row] = Product(centred[row], right);
            }

            Array.Clear(right);
            for (var row = 0; row < rows; row++)
            {
                AddScaled(right, centred[row], left[row]);
            }

            var length = Math.Sqrt(right.Sum(value => value * value));
            if (length == 0)
            {
                break;
            }

            for (var column = 0; column < columns; column++)
            {
                right[column] /= length;
            }
        }

        return ([.. Enumerable.Range(0, rows).OrderBy(row => left[row])], [.. Enumerable.Range(0, columns).OrderBy(column => right[column])]);
    }

    private static double Product(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var at = 0; at < a.Length; at++)
        {
            sum += a[at] * b[at];
        }

        return sum;
    }

    private static void AddScaled(double[] to, double[] values, double scale)
    {
        for (var at = 0; at < to.Length; at++)
        {
            to[at] += values[at] * scale;
        }
    }

    private static double[][] Centre(IReadOnlyList<double[]> credits, int rows, int columns)
    {
        var all = credits.SelectMany(row => row).Where(credit => !double.IsNaN(credit)).DefaultIfEmpty().Average();
        double[] ofRow = [.. credits.Select(row => row.Where(credit => !double.IsNaN(credit)).DefaultIfEmpty(all).Average())];
        double[] ofColumn = [.. Enumerable.Range(0, columns).Select(column => credits.Select(row => row[column]).Where(credit => !double.IsNaN(credit)).DefaultIfEmpty(all).Average())];
        return [.. Enumerable.Range(0, rows).Select(row => credits[row]
            .Select((credit, column) => double.IsNaN(credit) ? 0 : credit - ofRow[row] - ofColumn[column] + all)
            .ToArray())];
    }
}
