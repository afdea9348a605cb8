using RewardBench2.Storage;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Downstream;

/// <summary>Keeps the joined results until the database's revision moves, so that readers share them.</summary>
public sealed class DownstreamCache(LeaderboardCache leaderboards, DownstreamTable table)
{
    private volatile DownstreamOverview? _reviewed;
    private volatile DownstreamOverview? _all;

    /// <param name="withUnreviewed">Adds what visitors have handed in and nobody has reviewed yet.</param>
    public async Task<DownstreamOverview> ReadAsync(bool withUnreviewed, CancellationToken cancellationToken)
    {
        var leaderboard = await leaderboards.ReadAsync(LeaderboardQuery.DefaultDataset, cancellationToken);
        var known = withUnreviewed ? _all : _reviewed;
        if (known?.Revision == leaderboard.Revision)
        {
            return known;
        }

        var sources = (await table.ReadSourcesAsync(cancellationToken)).Where(source => withUnreviewed || source.IsReviewed).ToList();
        var counted = sources.Select(source => source.SourceId).ToHashSet();
        var rows = (await table.ReadAsync(cancellationToken)).Where(row => counted.Contains(row.SourceId)).ToList();
        var board = DownstreamOverview.Of(leaderboard, sources, rows);
        return withUnreviewed ? _all = board : _reviewed = board;
    }
}
