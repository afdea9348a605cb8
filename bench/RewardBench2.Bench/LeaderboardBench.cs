using BenchmarkDotNet.Attributes;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Bench;

/// <summary>What a click costs on a leaderboard of 2,000 rows, before anything is drawn.</summary>
[MemoryDiagnoser]
public class LeaderboardBench
{
    private RankedModels _leaderboard = null!;

    [Params(197, 2000)]
    public int Models { get; set; }

    [GlobalSetup]
    public void MakeBoard()
    {
        var random = new Random(2506);
        var rows = Enumerable.Range(0, Models).Select(number =>
        {
            var scores = Subsets.All.ToDictionary(subset => subset, _ => random.NextDouble());
            var average = scores.Values.Average();
            return new LeaderboardRow
            {
                Model = $"org-{number % 50}/model-{number}-{1 + (number % 70)}B",
                ModelType = ModelType.All[number % 4],
                Provenance = Provenance.Published,
                Facts = ModelFacts.FromName($"org-{number % 50}/model-{number}-{1 + (number % 70)}B"),
                Average = new Estimate(average, average - 0.02, average + 0.02),
                Subsets = scores.ToDictionary(score => score.Key, score => new Estimate(score.Value, score.Value - 0.03, score.Value + 0.03)),
            };
        }).ToList();
        _leaderboard = new RankedModels("rewardbench-2", BenchmarkCatalog.RewardBench2, Revision: 1, DateTimeOffset.UnixEpoch, Ranking.Rank(rows), Ranking.Rank(rows));
    }

    [Benchmark]
    public LeaderboardView Sort() => LeaderboardAddress.Parse("/?sort=Ties:asc,model").Apply(_leaderboard);

    [Benchmark]
    public LeaderboardView Filter() => LeaderboardAddress.Parse("/?search=org-1+size:%3C=10&complete=true").Apply(_leaderboard);

    [Benchmark]
    public LeaderboardView Weigh() => LeaderboardAddress.Parse("/?weights=1,2,1,0,1,3").Apply(_leaderboard);
}
