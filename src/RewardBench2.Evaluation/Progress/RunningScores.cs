using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Progress;

/// <summary>Keeps a run's scores in step with its prompts, so that the running scores cost little to tell. Safe to share between threads.</summary>
internal sealed class RunningScores
{
    private const int LatestKept = 40;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Tally> _tallies;
    private readonly Dictionary<string, List<ScoredPrompt>> _together = [];
    private readonly Queue<PromptProgress> _latest = new();
    private readonly BenchmarkDefinition? _benchmark;

    /// <param name="benchmark">What the prompts are of; <c>null</c> for candidates, whose tasks are not subsets whatever their names.</param>
    /// <param name="prompts">How many prompts each of the dataset's subsets has.</param>
    /// <param name="stored">Scores stored before, by this worker or another.</param>
    public RunningScores(BenchmarkDefinition? benchmark, IEnumerable<KeyValuePair<string, int>> prompts, IReadOnlyList<PromptScore> stored)
    {
        _benchmark = benchmark;
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
            if (_benchmark?.SubsetNamed(subset) is { Rule: not PromptRule } scoredTogether && rewards.Count > 0)
            {
                if (!_together.TryGetValue(subset, out var prompts))
                {
                    _together[subset] = prompts = [];
                }

                prompts.Add(new ScoredPrompt(id, scoredTogether, rewards, chosenCount));
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
                    .OrderBy(entry => _benchmark?.PositionOf(entry.Key) ?? 0)
                    .Select(entry => Of(entry.Key, entry.Value)),
            ];
            var average = Average(subsets);
            Interval? interval = average is null
                ? null
                : IndependentScores.WeightedMean(
                    [.. subsets.Select(subset => new WeightedScore(WeightOf(subset), subset.Score!.Value, new Interval(subset.Low!.Value, subset.High!.Value)))]).Interval;
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

    private SubsetProgress Of(string name, Tally tally)
    {
        var subset = _benchmark?.SubsetNamed(name);
        double? score = tally.Scored == 0 ? null
            : subset is { Rule: not PromptRule } ? (_together.TryGetValue(name, out var prompts) ? subset.Rule.Score(prompts) : null)
            : tally.Sum / tally.Scored;
        Interval? interval = score is null ? null : ApproximateInterval.OfProportion(score.Value, subset?.Rule.Units(tally.Scored) ?? tally.Scored);
        return new SubsetProgress(name, tally.Scored, tally.Total, score, interval?.Low, interval?.High);
    }

    private double WeightOf(SubsetProgress subset) => 1 / _benchmark!.Divisor(_benchmark.SubsetNamed(subset.Subset)!);

    /// <summary>The benchmark's average; <c>null</c> while a subset's score is absent, and for candidates.</summary>
    private double? Average(IEnumerable<SubsetProgress> subsets) => _benchmark?.Average(
        subsets
            .Where(subset => subset.Score is not null && _benchmark.SubsetNamed(subset.Subset) is not null)
            .ToDictionary(subset => _benchmark.SubsetNamed(subset.Subset)!, subset => subset.Score!.Value));

    private sealed class Tally
    {
        public int Total { get; init; }
        public int Scored { get; set; }
        public double Sum { get; set; }
    }
}
