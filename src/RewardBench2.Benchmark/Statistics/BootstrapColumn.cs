namespace RewardBench2.Benchmark.Statistics;

/// <summary>A column ready to be resampled: its values at variance 1, or the ranks they have within each resample.</summary>
internal sealed class BootstrapColumn
{
    private readonly double[] _values;
    private readonly int[] _order;
    private readonly bool _asRanks;

    public BootstrapColumn(double[] column, bool asRanks)
    {
        var mean = column.Average();
        var deviation = Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
        _values = [.. column.Select(value => (value - mean) / deviation)];
        _asRanks = asRanks;
        _order = [.. Enumerable.Range(0, column.Length)];
        if (asRanks)
        {
            Array.Sort([.. column], _order);
        }
    }

    /// <summary>Writes the values for one resample; of a row drawn several times each copy has the same.</summary>
    public void Fill(double[] weights, double[] values)
    {
        if (!_asRanks)
        {
            _values.CopyTo(values, 0);
            return;
        }

        // Equal values, copies of a row among them, share the mean of the ranks they take up.
        var below = 0.0;
        for (var start = 0; start < _order.Length;)
        {
            var (end, copies) = (start, 0.0);
            while (end < _order.Length && _values[_order[end]] == _values[_order[start]])
            {
                copies += weights[_order[end++]];
            }

            for (; start < end; start++)
            {
                values[_order[start]] = below + ((copies + 1) / 2);
            }

            below += copies;
        }
    }
}
