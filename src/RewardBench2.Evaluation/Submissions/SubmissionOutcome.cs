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
    /// <param name="Field">The field to correct, as the API spells it; <c>null</c> when it is none in particular.</param>
    /// <param name="Detail">What is wrong and what to do.</param>
    public sealed record Refused(string? Field, string Detail) : SubmissionOutcome
    {
        /// <summary>Too much was asked for lately; the submission itself may be sound.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }
}
