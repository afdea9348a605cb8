using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Web.Downstream;

/// <summary>What the paper's Table 8 gives when it is recomputed from the stored results.</summary>
public static class PaperFigures
{
    /// <summary>The source's title, as the file that comes with the project states it.</summary>
    public const string Source = "RewardBench 2 paper, Table 8";

    /// <summary>The outcomes of Table 8; empty where an operator has taken it out.</summary>
    public static IReadOnlyList<Outcome> Outcomes(DownstreamOverview overview) => [.. Rows(overview).Select(Outcome.From).Distinct()];

    /// <summary>The agreement of average and outcome over all of Table 8's models.</summary>
    public static Agreement Compute(DownstreamOverview overview, Outcome outcome) => Agreement.Compute(group: null, Points(overview, outcome));

    /// <summary>The same without the paper's group of poorly scoring models.</summary>
    public static Agreement WithoutPoor(DownstreamOverview overview, Outcome outcome) => Agreement.Compute(
        group: null,
        [.. Points(overview, outcome).Where(point => point.Model.Group?.StartsWith("Poorly", StringComparison.Ordinal) != true)]);

    /// <summary>Pearson's correlation of average and PPO, over all models and without the poorly scoring ones.</summary>
    public static (double? All, double? WithoutPoor) OfPpo(DownstreamOverview overview) =>
        Outcomes(overview).FirstOrDefault(outcome => outcome.Method == "ppo") is { } ppo
            ? (Compute(overview, ppo).Pearson.Coefficient, WithoutPoor(overview, ppo).Pearson.Coefficient)
            : (null, null);

    // Others may have measured the same outcome since; the paper's figures are of its own models only.
    private static IReadOnlyList<DownstreamPoint> Points(DownstreamOverview overview, Outcome outcome)
    {
        var own = Rows(overview).Select(row => row.Model).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return DownstreamPoint.Compute(overview, [.. overview.Models.Where(model => own.Contains(model.Name))], Subsets.Average, outcome);
    }

    private static IEnumerable<DownstreamRow> Rows(DownstreamOverview overview)
    {
        var source = overview.Sources.FirstOrDefault(known => known is { Title: Source, Provenance: DownstreamProvenance.Published });
        return overview.Rows.Where(row => row.SourceId == source?.SourceId);
    }
}
