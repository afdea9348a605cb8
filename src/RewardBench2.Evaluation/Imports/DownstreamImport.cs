using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Exchange.Downstream;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Imports;

/// <summary>Brings downstream results in: the operator's at once, a visitor's to be reviewed.</summary>
public sealed class DownstreamImport(DownstreamTable table, IOptions<LimitsOptions> limits, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Stores an operator's results.</summary>
    /// <returns>The titles of the sources that changed.</returns>
    public async Task<IReadOnlyList<string>> ImportAsync(IReadOnlyList<DownstreamSet> sets, CancellationToken cancellationToken)
    {
        var changed = new List<string>();
        foreach (var set in sets)
        {
            if (await table.ImportAsync(Source(set, visitor: null), Rows(set), cancellationToken))
            {
                changed.Add(set.Source);
            }
        }

        return changed;
    }

    /// <summary>Stores a visitor's results; they are marked until an admin has reviewed them.</summary>
    /// <param name="visitor">As limits tell visitors apart; <c>null</c> where only the limit on all of them holds.</param>
    /// <returns>The numbers of the new sources, none when the same results are here already; or why nothing was stored.</returns>
    public async Task<(IReadOnlyList<long> SourceIds, Refusal? Refusal)> SubmitAsync(
        IReadOnlyList<DownstreamSet> sets, string? visitor, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (await CheckAsync(sets.Sum(set => set.Results.Count), visitor, cancellationToken) is { } refusal)
            {
                return ([], refusal);
            }

            var ids = new List<long>();
            foreach (var set in sets)
            {
                if (await table.SubmitAsync(Source(set, visitor), Rows(set), cancellationToken) is { } id)
                {
                    ids.Add(id);
                }
            }

            return (ids, null);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<Refusal?> CheckAsync(int rows, string? visitor, CancellationToken cancellationToken)
    {
        var (own, all) = await table.CountUnreviewedAsync(visitor, cancellationToken);
        var (mostOwn, mostOfAll) = (limits.Value.UnreviewedRowsPerVisitor, limits.Value.UnreviewedRows);
        return visitor is not null && own + rows > mostOwn
            ? new Refusal(string.Create(CultureInfo.InvariantCulture, $"One visitor may have {mostOwn:N0} rows waiting for review; {own:N0} of yours wait, and these are {rows:N0}."))
            : all + rows > mostOfAll
            ? new Refusal(string.Create(CultureInfo.InvariantCulture, $"{all:N0} rows wait for review here, and {mostOfAll:N0} may. Come back when an admin has reviewed some."))
            : null;
    }

    private NewDownstreamSource Source(DownstreamSet set, string? visitor) => new(set.Source, set.Url, set.Revision, clock.GetUtcNow(), visitor);

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
