using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.Exports;

/// <summary>One column of the exported leaderboard.</summary>
/// <param name="Name">Its name, as in the published results where those have it.</param>
/// <param name="Type"><see cref="string"/>, <see cref="int"/> or <see cref="double"/>.</param>
/// <param name="Value">The cell; <c>null</c> where there is none.</param>
internal sealed record ExportColumn(string Name, Type Type, Func<ExportRow, object?> Value)
{
    public static IReadOnlyList<ExportColumn> All { get; } =
    [
        new("rank", typeof(int), row => row.Rank),
        new("rank_low", typeof(int), row => row.RankLow),
        new("rank_high", typeof(int), row => row.RankHigh),
        new("model", typeof(string), row => row.Model),
        new("model_type", typeof(string), row => row.ModelType),
        new("provenance", typeof(string), row => row.Provenance),
        .. Estimate("average", row => row.Average),
        .. Subsets.All.SelectMany(subset => Estimate(NameOf(subset), row => row.Subsets.GetValueOrDefault(subset))),
        new("run_id", typeof(string), row => row.RunId),
        new("source", typeof(string), row => row.Source),
    ];

    public static string NameOf(Subset subset) => subset == Subset.PreciseIF ? "precise_if" : subset.Name().ToLowerInvariant();

    private static IEnumerable<ExportColumn> Estimate(string name, Func<ExportRow, ExportEstimate?> estimate) =>
    [
        new(name, typeof(double), row => estimate(row)?.Score),
        new($"{name}_low", typeof(double), row => estimate(row)?.Low),
        new($"{name}_high", typeof(double), row => estimate(row)?.High),
    ];
}
