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
    /// <param name="Visibility">One of <see cref="Storage.RunVisibility"/>.</param>
    /// <param name="Note">Why an admin has to decide on it; <c>null</c> where none has to.</param>
    public sealed record Accepted(string RunId, string ManageToken, string Visibility, string? Note = null) : SubmissionOutcome;

    /// <summary>Nothing was made.</summary>
    /// <param name="Refusal">What is wrong and what to do.</param>
    public sealed record Refused(Refusal Refusal) : SubmissionOutcome;
}
