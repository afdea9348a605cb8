using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>What became of a submission.</summary>
public abstract record SubmissionOutcome
{
    private SubmissionOutcome()
    {
    }

    /// <summary>A run was made.</summary>
    /// <param name="ManageToken">Shown to the submitter once, and to nobody else.</param>
    public sealed record Accepted(string RunId, string ManageToken) : SubmissionOutcome;

    /// <summary>Nothing was made.</summary>
    /// <param name="Refusal">What is wrong and what to do.</param>
    public sealed record Refused(Refusal Refusal) : SubmissionOutcome;
}
