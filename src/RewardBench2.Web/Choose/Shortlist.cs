using RewardBench2.Benchmark;
using RewardBench2.Exchange.Paper;
using RewardBench2.Web.Downstream;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Choose;

/// <summary>The models that data speak for, for a use and within limits.</summary>
/// <param name="Score">The score they are ranked by: the one that predicts this use best, or the average.</param>
/// <param name="Coefficient">That score's published correlation with the use; <c>null</c> where nobody has published one.</param>
/// <param name="AverageCoefficient">The same of the average.</param>
/// <param name="Picks">The best first, at most <see cref="Longest"/>.</param>
/// <param name="LeftOut">How many models the limits leave out, by reason.</param>
public sealed record Shortlist(
    string Score,
    double? Coefficient,
    double? AverageCoefficient,
    IReadOnlyList<Pick> Picks,
    IReadOnlyList<(string Reason, int Models)> LeftOut)
{
    /// <summary>How many models a short list has.</summary>
    public const int Longest = 8;

    public static Shortlist Compute(ShortlistRequest request, RankedModels leaderboard, DownstreamOverview downstream, PaperTable<PaperCorrelations> correlations)
    {
        var (score, coefficient) = Predictor(request.Use, correlations);
        var candidates = leaderboard.Rows
            .Where(row => row.ModelType != ModelType.Baseline && Estimate(row, score) is not null)
            .GroupBy(row => row.Model, StringComparer.OrdinalIgnoreCase)
            .Select(rows => RowChoice.OfModel(rows)!)
            .Select(row => (Row: row, Refused: request.Refuse(row)))
            .ToList();
        var ranked = candidates
            .Where(candidate => candidate.Refused is null)
            .Select(candidate => candidate.Row)
            .OrderByDescending(row => request.Use.Kind == UseKind.Ppo && request.Family is not null && Family(row) == request.Family)
            .ThenByDescending(row => Estimate(row, score)!.Score)
            .Take(Longest)
            .ToList();
        return new Shortlist(
            score,
            coefficient,
            Find(correlations, request.Use)?.Coefficients[PaperCorrelations.RewardBench2Average],
            [.. ranked.Select(row => Pick.From(row, score, ranked[0], downstream, request))],
            [.. candidates.Where(candidate => candidate.Refused is not null).CountBy(candidate => candidate.Refused!).Select(reason => (reason.Key, reason.Value))]);
    }

    internal static Estimate? Estimate(LeaderboardRow row, string score) =>
        Subsets.Parse(score) is { } subset ? row.Subsets.GetValueOrDefault(subset) : row.Average;

    /// <summary>The family that the stated base model tells, or else the name.</summary>
    internal static string? Family(LeaderboardRow row) => ModelFamily.InName(row.Facts.BaseModel ?? row.Model);

    // The score with the highest published correlation; where several share it, the first: the average, then the official order.
    private static (string Score, double? Coefficient) Predictor(ModelUse use, PaperTable<PaperCorrelations> correlations)
    {
        if (Find(correlations, use) is not { } row)
        {
            return (Subsets.Average, null);
        }

        var (best, coefficient) = row.Coefficients.MaxBy(score => score.Value);
        return (best == PaperCorrelations.RewardBench2Average ? Subsets.Average : best, coefficient);
    }

    private static PaperCorrelations? Find(PaperTable<PaperCorrelations> correlations, ModelUse use) =>
        correlations.Rows.FirstOrDefault(row => row.Task.Equals(use.Task, StringComparison.OrdinalIgnoreCase));
}
