using RewardBench2.Storage;
using RewardBench2.Web.Caching;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Downstream;

/// <summary>Keeps the joined results until the database's revision moves, so that readers share them.</summary>
public sealed class DownstreamCache(LeaderboardCache leaderboards, DownstreamTable table, RevisionClock revision)
{
    private readonly ByRevision<bool, DownstreamOverview> _overviews = new(revision);

    /// <param name="withUnreviewed">Adds what visitors have handed in and nobody has reviewed yet.</param>
    public Task<DownstreamOverview> ReadAsync(bool withUnreviewed, CancellationToken cancellationToken) =>
        _overviews.ReadAsync(withUnreviewed, (_, _) => JoinAsync(withUnreviewed), cancellationToken);

    private async Task<DownstreamOverview> JoinAsync(bool withUnreviewed)
    {
        var leaderboard = await leaderboards.ReadAsync(LeaderboardQuery.DefaultDataset, CancellationToken.None);
        var sources = (await table.ReadSourcesAsync(CancellationToken.None)).Where(source => withUnreviewed || source.IsReviewed).ToList();
        var counted = sources.Select(source => source.SourceId).ToHashSet();
        var rows = (await table.ReadAsync(CancellationToken.None)).Where(row => counted.Contains(row.SourceId)).ToList();
        return DownstreamOverview.From(leaderboard, sources, rows);
    }
}
