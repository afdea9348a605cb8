using System.Runtime.CompilerServices;
using RewardBench2.Exchange.Exports;
using RewardBench2.Storage;

namespace RewardBench2.Web.Runs;

/// <summary>Reads results per prompt for those who take them away, one run in memory at a time.</summary>
public sealed class PromptResultsReader(PromptScoreTable scores, LeaderboardTable leaderboard)
{
    /// <summary>Of every run that stands on the dataset's leaderboard, the models in order of their names.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PromptResultRow>> OfDatasetAsync(
        string dataset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var run in (await leaderboard.ReadRunsAsync(dataset, cancellationToken)).OrderBy(run => run.Model, StringComparer.Ordinal).ThenBy(run => run.RunId, StringComparer.Ordinal))
        {
            yield return await ReadAsync(run.RunId, run.Model, cancellationToken);
        }
    }

    /// <summary>Of one run.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PromptResultRow>> OfRunAsync(
        string runId, string model, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await ReadAsync(runId, model, cancellationToken);
    }

    private async Task<IReadOnlyList<PromptResultRow>> ReadAsync(string runId, string model, CancellationToken cancellationToken) =>
    [
        .. (await scores.ReadOfRunAsync(runId, cancellationToken))
            .Where(score => score.Error is null)
            .Select(score => new PromptResultRow(model, runId, score.Id, score.Subset, score.ChosenCount, score.Rewards, score.Result)),
    ];
}
