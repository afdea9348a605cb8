using System.Text.Json;
using RewardBench2.Exchange.Downstream;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Brings downstream results in: the operator's at once, a visitor's to be reviewed.</summary>
public sealed class DownstreamImport(DownstreamTable table, TimeProvider clock)
{
    /// <summary>Stores an operator's results.</summary>
    /// <returns>The titles of the sources that changed.</returns>
    public async Task<IReadOnlyList<string>> ImportAsync(IReadOnlyList<DownstreamSet> sets, CancellationToken cancellationToken)
    {
        var changed = new List<string>();
        foreach (var set in sets)
        {
            if (await table.ImportAsync(Source(set), Rows(set), cancellationToken))
            {
                changed.Add(set.Source);
            }
        }

        return changed;
    }

    /// <summary>Stores a visitor's results; they are marked until an admin has reviewed them.</summary>
    /// <returns>The number of the new source; <c>null</c> when the same results are here already.</returns>
    public Task<long?> SubmitAsync(DownstreamSet set, CancellationToken cancellationToken) =>
        table.SubmitAsync(Source(set), Rows(set), cancellationToken);

    private NewDownstreamSource Source(DownstreamSet set) => new(set.Source, set.Url, set.Revision, clock.GetUtcNow());

    private static DownstreamRow[] Rows(DownstreamSet set) =>
    [
        .. set.Results.Select(result => new DownstreamRow
        {
            SourceId = 0,
            Model = result.Model,
            Task = result.Task,
            Method = result.Method,
            N = result.N,
            Score = result.Score,
            Policy = result.Policy,
            SourceGroup = result.Group,
            BaseModel = result.BaseModel,
            Settings = result.Settings,
            StatedScores = JsonSerializer.Serialize(result.BenchmarkScores),
        }),
    ];
}
