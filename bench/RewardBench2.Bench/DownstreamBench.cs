using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Storage;
using RewardBench2.Web.Downstream;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Bench;

/// <summary>Goal: all that the correlation page computes for 200 models x 8 tasks x 7 columns in under 300 ms.</summary>
[MemoryDiagnoser]
public class DownstreamBench
{
    private static readonly RankedModels Leaderboard = new("rewardbench-2", BenchmarkCatalog.RewardBench2, 1, DateTimeOffset.UnixEpoch, [], []);

    private readonly DownstreamRow[] _rows = [.. Enumerable.Range(0, 200).SelectMany(RowsOf)];
    private readonly DownstreamOverview _overview;

    public DownstreamBench() => _overview = Join();

    [Benchmark(Description = "Join 1,600 results to their models' scores")]
    public DownstreamOverview Join() => DownstreamOverview.From(Leaderboard, [], _rows);

    [Benchmark(Description = "Correlations, groups, grid with Holm, partial correlations, cross-validated weights")]
    public DownstreamAnalysis Analyse() => DownstreamAnalysis.Compute(_overview, new DownstreamQuery());

    private static IEnumerable<DownstreamRow> RowsOf(int model)
    {
        var random = new Random(model);
        var scores = DownstreamOverview.ScoreNames.ToDictionary(name => name, _ => random.NextDouble());
        return Enumerable.Range(0, 8).Select(task => new DownstreamRow
        {
            SourceId = 1,
            Model = string.Create(CultureInfo.InvariantCulture, $"made-up/model-{model}"),
            Task = string.Create(CultureInfo.InvariantCulture, $"task {task}"),
            Method = "best-of-n",
            N = 16,
            Score = (0.7 * scores[Subsets.Average]) + (0.3 * random.NextDouble()),
            Policy = null,
            SourceGroup = model % 2 == 0 ? "on-policy" : "off-policy",
            BaseModel = null,
            Settings = null,
            StatedScores = JsonSerializer.Serialize(scores),
        });
    }
}
