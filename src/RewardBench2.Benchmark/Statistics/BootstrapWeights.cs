using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MathNet.Numerics.Random;

namespace RewardBench2.Benchmark.Statistics;

/// <summary>
/// A bootstrap drawn once: how often each of so many units (prompts, pairs, models) is drawn in each resample.
/// The same size and seed give the same draws on every machine, so everything computed from them is paired.
/// </summary>
/// <remarks>
/// A resampled sum is the product of weights and values. One vector lane is one resample, so that values are added in
/// the same order for every vector width; sixteen resamples together stay in the nearest caches.
/// </remarks>
public sealed class BootstrapWeights
{
    /// <summary>The seed of every bootstrap unless another is given, so that a figure shown twice is the same twice.</summary>
    public const int DefaultSeed = 2506;

    /// <summary>How many resamples are drawn unless said otherwise.</summary>
    public const int DefaultResamples = 1000;

    private const int Lanes = 16;
    private readonly double[][] _blocks;

    /// <param name="units">How many units there are, and are drawn with replacement in each resample; at least 1.</param>
    /// <param name="resamples">Defaults to 1,000.</param>
    /// <param name="seed">Defaults to <see cref="DefaultSeed"/>.</param>
    public BootstrapWeights(int units, int resamples = DefaultResamples, int seed = DefaultSeed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        (Units, Resamples) = (units, resamples);
        _blocks = new double[(resamples + Lanes - 1) / Lanes][];
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        for (var resample = 0; resample < resamples; resample++)
        {
            var block = _blocks[resample / Lanes] ??= new double[units * Lanes];
            for (var draw = 0; draw < units; draw++)
            {
                block[(random.Next(units) * Lanes) + (resample % Lanes)]++;
            }
        }
    }

    /// <summary>How many units there are.</summary>
    public int Units { get; }

    /// <summary>How many resamples there are.</summary>
    public int Resamples { get; }

    /// <summary>How often a unit is drawn in a resample.</summary>
    public int Weight(int resample, int unit) => (int)_blocks[resample / Lanes][(unit * Lanes) + (resample % Lanes)];

    /// <summary>The resampled sums of several columns of values, one value per unit: result[column][resample].</summary>
    /// <exception cref="ArgumentException">A column is not as long as there are units.</exception>
    public double[][] Sums(IReadOnlyList<double[]> columns)
    {
        if (columns.Any(column => column.Length != Units))
        {
            throw new ArgumentException($"Every column needs {Units} values, one per unit.", nameof(columns));
        }

        var sums = columns.Select(_ => new double[_blocks.Length * Lanes]).ToArray();
        Parallel.For(0, _blocks.Length, number =>
        {
            for (var column = 0; column < sums.Length; column++)
            {
                AddBlock(_blocks[number], columns[column], sums[column].AsSpan(number * Lanes, Lanes));
            }
        });
        return Resamples % Lanes == 0 ? sums : [.. sums.Select(padded => padded[..Resamples])];
    }

    private static void AddBlock(double[] block, double[] values, Span<double> sums)
    {
        var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(block);
        for (var unit = 0; unit < values.Length; unit++)
        {
            var value = Vector256.Create(values[unit]);
            var first = (nuint)(unit * Lanes);
            a += value * Vector256.LoadUnsafe(ref weights, first);
            b += value * Vector256.LoadUnsafe(ref weights, first + 4);
            c += value * Vector256.LoadUnsafe(ref weights, first + 8);
            d += value * Vector256.LoadUnsafe(ref weights, first + 12);
        }

        a.CopyTo(sums);
        b.CopyTo(sums[4..]);
        c.CopyTo(sums[8..]);
        d.CopyTo(sums[12..]);
    }
}
