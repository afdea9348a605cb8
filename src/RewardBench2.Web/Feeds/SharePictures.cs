using RewardBench2.Web.Caching;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Feeds;

/// <summary>Pictures of shared links, drawn once until the database's revision moves. Names of no model share one picture.</summary>
public sealed class SharePictures(RevisionClock revision)
{
    private readonly ByRevision<string, byte[]> _pictures = new(revision, mostKept: 256);

    /// <inheritdoc cref="SharePicture.Draw"/>
    public Task<byte[]> ReadAsync(IReadOnlyList<RankedModels> boards, string? model, CancellationToken cancellationToken)
    {
        var known = SharePicture.Find(boards, model)?.Model;
        return _pictures.ReadAsync(known?.ToUpperInvariant() ?? "", (_, _) => Task.FromResult(SharePicture.Draw(boards, known)), cancellationToken);
    }
}
