using RewardBench2.Exchange.Paper;

namespace RewardBench2.Web.Paper;

/// <summary>A score of the paper's Table 8 beside what this site's data gives.</summary>
/// <param name="Row">The row as printed.</param>
/// <param name="Ours">The nearest average of a published result, per cent of one decimal.</param>
/// <param name="Models">The published results with that average.</param>
public sealed record ComparedScore(PaperDownstream Row, decimal Ours, IReadOnlyList<string> Models)
{
    public decimal Theirs => Row.Score;

    public bool IsReproduced => Ours == Theirs;
}
