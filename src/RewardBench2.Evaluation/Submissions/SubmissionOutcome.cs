using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>What became of a submission.</summary>
public abstract record SubmissionOutcome
{
    private SubmissionOutcome()
    {
    }

    /// <summary>Runs were made: one for each dataset, in the order in which they are scored.</summary>
    /// <param name="Submission">What they share; <c>null</c> for a single run.</param>
    /// <param name="ManageToken">Of all of them; shown to the submitter once, and to nobody else.</param>
    /// <param name="Visibility">One of <see cref="Storage.RunVisibility"/>.</param>
    /// <param name="Note">Why an admin has to decide on them; <c>null</c> where none has to.</param>
    public sealed record Accepted(IReadOnlyList<SubmittedRun> Runs, string? Submission, string ManageToken, string Visibility, string? Note)
        : SubmissionOutcome
    {
        /// <summary>The first run.</summary>
        public string RunId => Runs[0].RunId;

        /// <summary>The page that shows what becomes of them.</summary>
        public string Page => Submission is null ? $"runs/{RunId}" : $"submissions/{Submission}";
    }

    /// <summary>Nothing was made.</summary>
    /// <param name="Refusal">What is wrong and what to do.</param>
    public sealed record Refused(Refusal Refusal) : SubmissionOutcome;
}

/// <summary>A run that was made.</summary>
/// <param name="Benchmark">What its dataset is of; <c>null</c> for candidates.</param>
public sealed record SubmittedRun(string RunId, string Dataset, string? Benchmark);
