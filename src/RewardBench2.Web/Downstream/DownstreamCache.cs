using Microsoft.Extensions.Options;
using RewardBench2.Evaluation;
using RewardBench2.Storage;
using RewardBench2.Web.Caching;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Downstream;

/// <summary>
/// Keeps the joined results and what was computed of them until the database's revision moves, so that readers share both.
/// Only reviewed results are analysed; what waits for review is listed apart.
/// </summary>
public sealed class DownstreamCache(
    LeaderboardCache leaderboards, DownstreamTable table, RevisionClock revision, IOptions<LimitsOptions> limits) : IDisposable
{
    /// <summary>Rows that are listed of those that wait for review.</summary>
    private const int UnreviewedListed = 2_000;

    private readonly ByRevision<string, DownstreamOverview> _overviews = new(revision);
    private readonly ByRevision<string, DownstreamAnalysis> _analyses = new(revision);
    private readonly ByRevision<string, UnreviewedResults> _unreviewed = new(revision);

    // Whoever asks for one choice after the other keeps one core busy and no more.
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>What was reviewed.</summary>
    public Task<DownstreamOverview> ReadAsync(CancellationToken cancellationToken) =>
        _overviews.ReadAsync("all", (_, _) => JoinAsync(), cancellationToken);

    /// <summary>What a reader's choice says.</summary>
    public async Task<DownstreamAnalysis> AnalyseAsync(DownstreamQuery query, CancellationToken cancellationToken)
    {
        var overview = await ReadAsync(cancellationToken);
        return await _analyses.ReadAsync(query.KeyOn(overview), (_, _) => ComputeAsync(overview, query), cancellationToken);
    }

    /// <summary>What visitors have handed in and nobody has reviewed yet.</summary>
    public Task<UnreviewedResults> ReadUnreviewedAsync(CancellationToken cancellationToken) => _unreviewed.ReadAsync(
        "all",
        async (_, _) => new UnreviewedResults(
            [.. (await table.ReadSourcesAsync(CancellationToken.None)).Where(source => !source.IsReviewed)],
            await table.ReadAsync(isReviewed: false, UnreviewedListed, CancellationToken.None)),
        cancellationToken);

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<DownstreamAnalysis> ComputeAsync(DownstreamOverview overview, DownstreamQuery query)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            return DownstreamAnalysis.Compute(overview, query);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<DownstreamOverview> JoinAsync()
    {
        var leaderboard = await leaderboards.ReadAsync(LeaderboardQuery.DefaultDataset, CancellationToken.None);
        var sources = (await table.ReadSourcesAsync(CancellationToken.None)).Where(source => source.IsReviewed).ToList();
        var rows = await table.ReadAsync(isReviewed: true, int.MaxValue, CancellationToken.None);
        return DownstreamOverview.From(leaderboard, sources, rows, limits.Value.AnalysedModels, limits.Value.AnalysedOutcomes);
    }
}

/// <summary>What waits for review: shown as it came, and counted nowhere.</summary>
/// <param name="Rows">The first of them.</param>
public sealed record UnreviewedResults(IReadOnlyList<DownstreamSource> Sources, IReadOnlyList<DownstreamRow> Rows);
