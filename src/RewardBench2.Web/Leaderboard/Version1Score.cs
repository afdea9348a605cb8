using RewardBench2.Exchange.Published;
using RewardBench2.Storage;

namespace RewardBench2.Web.Leaderboard;

/// <summary>The score on the first RewardBench that versions are compared by.</summary>
public static class Version1Score
{
    /// <summary>The plain mean of Chat, Chat Hard, Safety and Reasoning, a fraction; <c>null</c> when one is absent.</summary>
    public static double? Mean(IEnumerable<PublishedScore> figures)
    {
        var scores = figures
            .Where(figure => PublishedResults.RewardBench1Sections.Contains(figure.Name))
            .GroupBy(figure => figure.Name)
            .Select(section => section.First().Score)
            .ToList();
        return scores.Count == PublishedResults.RewardBench1Sections.Count ? scores.Average() : null;
    }
}
