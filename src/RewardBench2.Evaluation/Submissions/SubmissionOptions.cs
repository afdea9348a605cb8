namespace RewardBench2.Evaluation.Submissions;

/// <summary>Settings of submissions, section <c>Submissions</c>.</summary>
public sealed class SubmissionOptions
{
    public const string Section = "Submissions";

    /// <summary>A finished run appears on the public leaderboard only after an admin approves it. Defaults to false.</summary>
    public bool RequireApproval { get; init; }
}
