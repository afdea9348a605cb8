using System.ComponentModel.DataAnnotations;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>Settings of submissions, section <c>Submissions</c>.</summary>
public sealed class SubmissionOptions
{
    public const string Section = "Submissions";

    /// <summary>A finished run appears on the public leaderboard only after an admin approves it. Defaults to false.</summary>
    public bool RequireApproval { get; init; }

    /// <summary>Runs that one visitor may have waiting, paused or being scored. Defaults to 5.</summary>
    [Range(1, 10_000)]
    public int UnderWayPerVisitor { get; init; } = 5;

    /// <summary>Runs of one visitor that may finish in 24 hours. Defaults to 50.</summary>
    [Range(1, 100_000)]
    public int FinishedPerDay { get; init; } = 50;
}
