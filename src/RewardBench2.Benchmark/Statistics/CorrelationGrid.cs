namespace RewardBench2.Benchmark.Statistics;

/// <summary>The correlations of every column of one set (subsets) with every column of another (tasks) over the same models.</summary>
/// <param name="Cells">Correlations, by column of the first set, then of the second.</param>
/// <param name="AdjustedPValues">Holm's correction over all defined cells, in the same shape; <c>null</c> where undefined.</param>
public sealed record CorrelationGrid(
    IReadOnlyList<IReadOnlyList<Correlation>> Cells,
    IReadOnlyList<IReadOnlyList<double?>> AdjustedPValues)
{
    /// <summary>Computes a grid; each cell uses the rows that have both its values.</summary>
    /// <param name="method">Pearson or Spearman.</param>
    /// <param name="first">Columns, each with one value per row (model), finite; <c>null</c> where missing.</param>
    /// <param name="second">Columns over the same rows.</param>
    /// <param name="intervals">Defaults to Fisher's z from ten pairs on, the bootstrap below.</param>
    /// <param name="resamples">Of the bootstrap; defaults to 1,000.</param>
    /// <param name="seed">Of the bootstrap; cells over as many rows share their draws.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is not finite, or the method is partial.</exception>
    public static CorrelationGrid Compute(
        CorrelationMethod method,
        IReadOnlyList<IReadOnlyList<double?>> first,
        IReadOnlyList<IReadOnlyList<double?>> second,
        IntervalMethod intervals = IntervalMethod.Usual,
        int resamples = BootstrapWeights.DefaultResamples,
        int seed = BootstrapWeights.DefaultSeed)
    {
        Check(method, [.. first, .. second]);
        var cells = first.Select(_ => new Correlation[second.Count]).ToArray();
        foreach (var alike in CellsByRows(first, second))
        {
            int[] columns = [.. alike.Select(cell => cell.First).Distinct()];
            int[] others = [.. alike.Select(cell => cell.Second).Distinct()];
            var left = columns.ToDictionary(column => column, column => Pick(first[column], alike.Key));
            var right = others.ToDictionary(column => column, column => Pick(second[column], alike.Key));
            foreach (var (row, column) in alike)
            {
                cells[row][column] = Correlation.WithFisher(method, left[row], right[column]);
            }

            var wanting = alike
                .Where(cell => cells[cell.First][cell.Second] is { Undefined: null } correlation
                    && (intervals == IntervalMethod.Bootstrap || (intervals == IntervalMethod.Usual && correlation.Interval is null)))
                .ToArray();
            var found = CorrelationBootstrap.Intervals(
                method, [.. wanting.Select(cell => (left[cell.First], right[cell.Second]))], resamples, seed);
            for (var i = 0; i < wanting.Length; i++)
            {
                ref var cell = ref cells[wanting[i].First][wanting[i].Second];
                cell = cell with { Interval = found[i], IntervalMethod = found[i] is null ? null : IntervalMethod.Bootstrap };
            }
        }

        return new CorrelationGrid(cells, Adjusted(cells));
    }

    // Cells that use the same rows are computed together: models are usually missing from whole tasks.
    private static IEnumerable<IGrouping<RowSet, (int First, int Second)>> CellsByRows(
        IReadOnlyList<IReadOnlyList<double?>> first, IReadOnlyList<IReadOnlyList<double?>> second) =>
        from row in Enumerable.Range(0, first.Count)
        from column in Enumerable.Range(0, second.Count)
        group (row, column) by new RowSet(
            [.. Enumerable.Range(0, first[row].Count).Where(i => first[row][i] is not null && second[column][i] is not null)]);

    private static double[] Pick(IReadOnlyList<double?> column, RowSet rows) => [.. rows.Rows.Select(row => column[row]!.Value)];

    private static double?[][] Adjusted(Correlation[][] cells)
    {
        var adjusted = new Queue<double>(Holm.Adjust([.. cells.SelectMany(row => row).Select(cell => cell.PValue).OfType<double>()]));
        return [.. cells.Select(row => row.Select(cell => cell.PValue is null ? (double?)null : adjusted.Dequeue()).ToArray())];
    }

    private static void Check(CorrelationMethod method, IReadOnlyList<IReadOnlyList<double?>> columns)
    {
        if (method == CorrelationMethod.Partial)
        {
            throw new ArgumentException($"Partial correlations are computed by {nameof(PartialCorrelation)}.", nameof(method));
        }

        if (columns.Any(column => column.Count != columns[0].Count))
        {
            throw new ArgumentException("Every column needs a value, or null, for every row.", nameof(columns));
        }

        if (columns.Any(column => column.Any(value => value is { } number && !double.IsFinite(number))))
        {
            throw new ArgumentException("Every value must be finite; null stands for a missing one.", nameof(columns));
        }
    }

    private sealed record RowSet(int[] Rows)
    {
        public bool Equals(RowSet? other) => other is not null && Rows.AsSpan().SequenceEqual(other.Rows);

        public override int GetHashCode() => HashCode.Combine(Rows.Length, Rows.Length > 0 ? Rows[0] : 0, Rows.Length > 0 ? Rows[^1] : 0);
    }
}
