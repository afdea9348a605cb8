namespace RewardBench2.Evaluation.Submissions;

/// <summary>Who submits.</summary>
/// <param name="Visitor">As far as limits need to tell visitors apart; <c>null</c> where no limit holds.</param>
/// <param name="IsOperator">Signed in as an admin, or the site itself: may submit models from this machine's own disk.</param>
public sealed record Submitter(string? Visitor, bool IsOperator = false)
{
    /// <summary>The site, which scores its own baselines.</summary>
    public static Submitter Site { get; } = new(Visitor: null, IsOperator: true);
}
