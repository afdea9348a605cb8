using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Progress;

/// <summary>Keeps a run's scores in step with its prompts, so that the running scores cost little to tell. Safe to share between threads.</summary>
internal sealed class RunningScores
{
    private const int LatestKept = 40;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Tally> _tallies;
    private readonly List<ScoredPrompt> _ties = [];
    private readonly Queue<PromptProgress> _latest = new();
    private readonly bool _isBenchmark;

    /// <param name="datasetKind"><c>benchmark</c>, or <c>candidates</c>, whose tasks are not subsets whatever their names.</param>
    /// <param name="prompts">How many prompts each of the dataset's subsets has.</param>
    /// <param name="stored">Scores stored before, by this worker or another.</param>
    public RunningScores(string datasetKind, IEnumerable<KeyValuePair<string, int>> prompts, IReadOnlyList<PromptScore> stored)
    {
        _isBenchmark = datasetKind != StoredDatasetKind.Candidates;
        _tallies = prompts.ToDictionary(subset => subset.Key, subset => new Tally { Total = subset.Value });
        PromptsTotal = _tallies.Values.Sum(tally => tally.Total);
        foreach (var score in stored)
        {
            Add(score.Id, score.Subset, score.ChosenCount, score.Rewards, score.Result, score.Error);
        }
    }

    public int PromptsTotal { get; }

    public int PromptsScored { get; private set; }

    public int PromptsFailed { get; private set; }

    public void Add(string id, string subset, int chosenCount, IReadOnlyList<double> rewards, double? result, string? error)
    {
        lock (_lock)
        {
            _latest.Enqueue(new PromptProgress(id, subset, result, Failed: error is not null));
            if (_latest.Count > LatestKept)
            {
                _latest.Dequeue();
            }

            if (error is not null)
            {
                PromptsFailed++;
                return;
            }

            PromptsScored++;
            var tally = _tallies[subset];
            tally.Scored++;
            tally.Sum += result ?? 0;
            if (IsTies(subset) && rewards.Count > 0)
            {
                _ties.Add(new ScoredPrompt(id, Subsets.Ties, rewards, chosenCount));
            }
        }
    }

    /// <summary>The counts and scores so far, put into a message.</summary>
    public RunProgress ApplyTo(RunProgress progress)
    {
        lock (_lock)
        {
            SubsetProgress[] subsets =
            [
                .. _tallies
                    .OrderBy(entry => BenchmarkCatalog.RewardBench2.PositionOf(entry.Key))
                    .Select(entry => Of(entry.Key, entry.Value)),
            ];
            var average = Average(subsets);
            Interval? interval = average is null
                ? null
                : IndependentScores.WeightedMean(
                    [.. subsets.Select(subset => new WeightedScore(1, subset.Score!.Value, new Interval(subset.Low!.Value, subset.High!.Value)))]).Interval;
            return progress with
            {
                PromptsScored = PromptsScored,
                PromptsTotal = PromptsTotal,
                PromptsFailed = PromptsFailed,
                Subsets = subsets,
                Average = average,
                AverageLow = interval?.Low,
                AverageHigh = interval?.High,
                Latest = [.. _latest.Reverse()],
            };
        }
    }

    private SubsetProgress Of(string subset, Tally tally)
    {
        double? score = tally.Scored == 0 ? null
            : IsTies(subset) ? (_ties.Count == 0 ? null : Ties.Score(_ties).Score)
            : tally.Sum / tally.Scored;
        Interval? interval = score is null ? null
            : ApproximateInterval.OfProportion(score.Value, IsTies(subset) ? Math.Max(1, tally.Scored / 2) : tally.Scored);
        return new SubsetProgress(subset, tally.Scored, tally.Total, score, interval?.Low, interval?.High);
    }

    /// <summary>The plain mean of six subset scores; <c>null</c> while one is absent, and for candidates.</summary>
    private double? Average(IEnumerable<SubsetProgress> subsets) => !_isBenchmark ? null : BenchmarkCatalog.RewardBench2.Average(
        subsets
            .Where(subset => subset.Score is not null && Subsets.Parse(subset.Subset) is not null)
            .ToDictionary(subset => Subsets.Parse(subset.Subset)!, subset => subset.Score!.Value));

    private bool IsTies(string subset) => _isBenchmark && subset == "Ties";

    private sealed class Tally
    {
        public int Total { get; init; }
        public int Scored { get; set; }
        public double Sum { get; set; }
    }
}
