using RewardBench2.Benchmark;
using RewardBench2.Web.Downstream;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Choose;

/// <summary>A model on the short list, with what speaks for it and against it.</summary>
/// <param name="Estimate">The score it is ranked by.</param>
/// <param name="Standing">Against the first: <c>behind</c> or <c>ahead on the score</c> where the intervals do not overlap, else <c>not separated</c>.</param>
/// <param name="Reasons">Each with the evidence it rests on.</param>
/// <param name="Cautions">What the data say against it, or leave open.</param>
public sealed record Pick(
    LeaderboardRow Row, Estimate Estimate, string Standing, IReadOnlyList<Evidence> Reasons, IReadOnlyList<Evidence> Cautions)
{
    public static Pick From(LeaderboardRow row, string score, LeaderboardRow first, DownstreamOverview downstream, ShortlistRequest request)
    {
        var estimate = Shortlist.Estimate(row, score)!;
        var leading = Shortlist.Estimate(first, score)!;
        var standing = row == first ? "first"
            : leading.Low > estimate.High ? "behind"
            : leading.High < estimate.Low ? "ahead on the score"
            : "not separated";
        return new Pick(row, estimate, standing, [.. ReasonsFor(row, score, estimate, downstream, request)], [.. CautionsFor(row, request)]);
    }

    private static IEnumerable<Evidence> ReasonsFor(
        LeaderboardRow row, string score, Estimate estimate, DownstreamOverview downstream, ShortlistRequest request)
    {
        yield return new Evidence($"{score} {Numbers.Percent(estimate.Score)} on RewardBench 2", $"models/{row.Model}");
        if (request.Use.Kind == UseKind.Ppo && request.Family is { } family && Shortlist.Family(row) == family)
        {
            yield return new Evidence(
                $"of the policy's family, {family}{(row.Facts.BaseModel is null ? " (from its name)" : "")}: the paper's best PPO results are of such models, trained on the policy's prompts",
                "downstream?outcome=downstream-average.ppo.tulu-3-8b#scatter");
        }

        var method = request.Use.Kind == UseKind.Ppo ? "ppo" : "best-of-n";
        var measured = downstream.Models.FirstOrDefault(model => model.Name.Equals(row.Model, StringComparison.OrdinalIgnoreCase));
        foreach (var (outcome, result) in measured?.Results.Where(result => result.Key.Method == method) ?? [])
        {
            yield return new Evidence($"measured: {outcome.Name} {Numbers.Percent(result)}", $"downstream?outcome={Uri.EscapeDataString(outcome.Key)}#models");
        }
    }

    private static IEnumerable<Evidence> CautionsFor(LeaderboardRow row, ShortlistRequest request)
    {
        if (request.Use.Kind == UseKind.Ppo && request.Family is not null && Shortlist.Family(row) != request.Family)
        {
            yield return new Evidence(
                Shortlist.Family(row) is { } other ? $"of another family, {other} (from its name): test before use" : "lineage unknown: test before use",
                "downstream?outcome=downstream-average.ppo.tulu-3-8b#scatter");
        }

        if (!row.IsVerified)
        {
            yield return new Evidence("a visitor's submission, unverified", $"models/{row.Model}");
        }

        if (row.Facts.Licence is null)
        {
            yield return new Evidence("no licence on record here", $"models/{row.Model}");
        }
    }
}

/// <summary>A statement and where its data are.</summary>
public sealed record Evidence(string Text, string Link);
