using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Statistics;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Storage;

namespace RewardBench2.Web.Runs;

/// <summary>Reads how a judge answered in a run.</summary>
public sealed class JudgeReader(JudgementTable judgements)
{
    /// <summary>The answers of a run; <c>null</c> when the model is not a judge.</summary>
    public async Task<JudgeAnswers?> ReadAsync(string runId, BenchmarkDefinition? benchmark, CancellationToken cancellationToken)
    {
        var outcomes = await judgements.CountOutcomesAsync(runId, cancellationToken);
        if (outcomes.Count == 0)
        {
            return null;
        }

        var rankings = (await judgements.ReadRankingsAsync(runId, cancellationToken))
            .GroupBy(row => row.PromptId, ReadRanking)
            .Select(prompt => prompt.ToList())
            .ToList();
        return new JudgeAnswers(
            [.. outcomes.GroupBy(outcome => outcome.Subset).OrderBy(subset => benchmark?.PositionOf(subset.Key) ?? 0).Select(Count)],
            rankings.Count == 0 ? null : PositionBias.Compute(rankings.Select(prompt => prompt[0])),
            rankings.Any(prompt => prompt.Count == 2) ? OrderAgreement.Compute(rankings.Where(prompt => prompt.Count == 2).Select(prompt => (prompt[0], prompt[1]))) : null);
    }

    private static RankedVerdict ReadRanking(RankingRow row) => new(
        [.. row.ShownOrder.Split(',').Select(place => int.Parse(place, CultureInfo.InvariantCulture))],
        row.Verdict is [var letter] ? letter - 'A' : null);

    private static AnswerCounts Count(IGrouping<string, OutcomeCount> subset)
    {
        return new AnswerCounts(
            subset.Key, Of(Verdict.Parsed), Of(Verdict.Unparsed), Of(Verdict.Truncated), Of(Verdict.Refused), Of(Verdict.TooLong), Of(Verdict.Unanswered));

        int Of(string outcome) => subset.Where(count => count.Outcome == outcome).Sum(count => count.Count);
    }
}

/// <summary>How a judge answered in a run.</summary>
/// <param name="Subsets">How its answers were read, by subset in the benchmark's order.</param>
/// <param name="Positions">Which positions its rankings chose; <c>null</c> when it only rated.</param>
/// <param name="Orders">What it did when asked in both orders; <c>null</c> when it was not.</param>
public sealed record JudgeAnswers(IReadOnlyList<AnswerCounts> Subsets, PositionBias? Positions, OrderAgreement? Orders)
{
    /// <summary>All answers together.</summary>
    public AnswerCounts All { get; } = new(
        "All",
        Subsets.Sum(subset => subset.Parsed),
        Subsets.Sum(subset => subset.Unparsed),
        Subsets.Sum(subset => subset.Truncated),
        Subsets.Sum(subset => subset.Refused),
        Subsets.Sum(subset => subset.TooLong),
        Subsets.Sum(subset => subset.Unanswered));
}

/// <summary>How many answers were read how.</summary>
/// <param name="Parsed">With a verdict.</param>
/// <param name="Unparsed">Without one.</param>
/// <param name="Truncated">Cut off by the limit on tokens.</param>
/// <param name="Refused">Refused, or withheld by a filter.</param>
/// <param name="TooLong">Prompts that do not fit into what the judge can read.</param>
/// <param name="Unanswered">Responses without a message, however often they were asked for.</param>
public sealed record AnswerCounts(string Subset, int Parsed, int Unparsed, int Truncated, int Refused, int TooLong = 0, int Unanswered = 0)
{
    public int Answers => Parsed + Failed;

    public int Failed => Unparsed + Truncated + Refused + TooLong + Unanswered;

    /// <summary>A fraction.</summary>
    public double FailedShare => (double)Failed / Answers;
}
