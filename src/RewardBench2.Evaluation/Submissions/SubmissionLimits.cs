using System.Globalization;
using Microsoft.Extensions.Options;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>How much one visitor may submit: runs under way, runs finished, and, far above both, submissions whatever became of them.</summary>
public sealed class SubmissionLimits(RunTable table, IOptions<SubmissionOptions> options, IOptions<LimitsOptions> limits, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <param name="visitor"><c>null</c> for the site itself and for this machine, which are not limited.</param>
    /// <param name="runs">How many are about to be made.</param>
    /// <returns>What stands against so many more runs, and when to come back; <c>null</c> when nothing does.</returns>
    public async Task<Refusal?> CheckAsync(string? visitor, int runs, CancellationToken cancellationToken)
    {
        if (visitor is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var (underWay, finished) = await table.ReadOfVisitorAsync(visitor, since: now - Day, cancellationToken);
        if (await table.CountOfVisitorAsync(visitor, since: now - Day, cancellationToken) >= limits.Value.SubmissionsPerDay)
        {
            return new($"You submitted {limits.Value.SubmissionsPerDay} times in the last 24 hours, which is as often as one visitor may. Come back tomorrow.")
            {
                RetryAfter = TimeSpan.FromHours(1),
            };
        }

        if (runs > options.Value.UnderWayPerVisitor)
        {
            return new("benchmark", $"That makes {runs} runs, and one visitor may have {options.Value.UnderWayPerVisitor} under way: name fewer benchmarks at once.");
        }

        if (underWay + runs > options.Value.UnderWayPerVisitor)
        {
            return new(runs == 1
                ? $"You have {underWay} runs under way, which is as many as one visitor may have. Submit again when one of them has ended, or cancel one."
                : $"You have {underWay} runs under way, and these are {runs} more, where one visitor may have {options.Value.UnderWayPerVisitor}. Submit again when some have ended.")
            {
                RetryAfter = TimeSpan.FromMinutes(1),
            };
        }

        if (finished.Count >= options.Value.FinishedPerDay)
        {
            var back = finished[finished.Count - options.Value.FinishedPerDay] + Day;
            return new(string.Create(
                CultureInfo.InvariantCulture,
                $"{finished.Count} of your runs finished in the last 24 hours, which is as many as one visitor may have. Come back at {back:yyyy-MM-dd HH:mm} UTC."))
            {
                RetryAfter = back - now,
            };
        }

        return null;
    }
}
