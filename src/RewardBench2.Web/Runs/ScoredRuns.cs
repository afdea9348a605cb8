using System.Collections.Concurrent;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Storage;

namespace RewardBench2.Web.Runs;

/// <summary>Finished runs prompt by prompt. A finished run does not change, so the last few read are kept.</summary>
public sealed class ScoredRuns(PromptScoreTable scores)
{
    private const int Kept = 24;

    private readonly ConcurrentDictionary<string, ScoredRun> _runs = new();
    private readonly ConcurrentDictionary<string, BootstrapPlan> _plans = new();

    /// <summary>One run's prompts; those that failed are left out.</summary>
    public async Task<ScoredRun> ReadAsync(string runId, BenchmarkDefinition benchmark, CancellationToken cancellationToken)
    {
        if (_runs.TryGetValue(runId, out var known))
        {
            return known;
        }

        var rows = await scores.ReadOfRunAsync(runId, cancellationToken);
        var prompts = rows.Where(row => row.Error is null).Select(row => row.ToScoredPrompt(benchmark)).ToList();
        var run = new ScoredRun(runId, prompts, ModelCredits.Compute(benchmark, prompts));
        if (_runs.Count >= Kept)
        {
            _runs.Clear();
        }

        return _runs[runId] = run;
    }

    /// <summary>The resamples that runs of a layout share; making them costs more than using them.</summary>
    public BootstrapPlan PlanFor(ModelCredits credits) => _plans.GetOrAdd(
        $"{credits.Benchmark.Name}: {string.Join(',', credits.Units.Select(subset => $"{subset.Key}={subset.Value}"))}",
        _ => new BootstrapPlan(credits.Benchmark, credits.Units));
}

/// <summary>A finished run prompt by prompt.</summary>
public sealed record ScoredRun(string RunId, IReadOnlyList<ScoredPrompt> Prompts, ModelCredits Credits);
