using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Runs;

/// <summary>Keeps a run's scores in step with its prompts, so that the running scores cost little to tell.</summary>
internal sealed class RunScoreboard
{
    private readonly Dictionary<string, Tally> _tallies;
    private readonly List<ScoredPrompt> _ties = [];
    private readonly bool _isBenchmark;

    /// <param name="datasetKind"><c>benchmark</c>, or <c>candidates</c>, whose tasks are no subsets whatever their names.</param>
    /// <param name="prompts">All prompts of the dataset.</param>
    /// <param name="stored">Scores stored before, by this worker or another.</param>
    public RunScoreboard(string datasetKind, IReadOnlyList<PromptRow> prompts, IReadOnlyList<PromptScore> stored)
    {
        _isBenchmark = datasetKind != CandidateResults.Kind;
        PromptsTotal = prompts.Count;
        _tallies = prompts
            .GroupBy(prompt => prompt.Subset)
            .ToDictionary(subset => subset.Key, subset => new Tally { Total = subset.Count() });
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
            _ties.Add(new ScoredPrompt(id, Subset.Ties, rewards, chosenCount));
        }
    }

    /// <summary>Every subset's part, in official order.</summary>
    public IReadOnlyList<SubsetProgress> Subsets() =>
        [.. _tallies
            .OrderBy(entry => Benchmark.Subsets.Parse(entry.Key) ?? (Subset)int.MaxValue)
            .Select(entry => new SubsetProgress(entry.Key, entry.Value.Scored, entry.Value.Total, Score(entry.Key, entry.Value)))];

    /// <summary>The plain mean of six subset scores; <c>null</c> while one is absent, and for candidates.</summary>
    public double? Average(IReadOnlyList<SubsetProgress> subsets)
    {
        if (!_isBenchmark)
        {
            return null;
        }

        var scores = subsets
            .Where(subset => subset.Score is not null && Benchmark.Subsets.Parse(subset.Subset) is not null)
            .ToDictionary(subset => Benchmark.Subsets.Parse(subset.Subset)!.Value, subset => subset.Score!.Value);
        return OverallScore.AverageOf(scores);
    }

    private double? Score(string subset, Tally tally) =>
        tally.Scored == 0 ? null
        : IsTies(subset) ? (_ties.Count == 0 ? null : Ties.Score(_ties).Score)
        : tally.Sum / tally.Scored;

    private bool IsTies(string subset) => _isBenchmark && subset == nameof(Subset.Ties);

    private sealed class Tally
    {
        public int Total { get; init; }
        public int Scored { get; set; }
        public double Sum { get; set; }
    }
}
