using System.Text.Json;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Checks;

/// <summary>What was found out about a backend before its run, kept with the run.</summary>
/// <param name="Probe">What serves there, and how that was found.</param>
/// <param name="Canaries">Whether it reads conversations well; <c>null</c> when the probe found a problem.</param>
/// <param name="Plan">What the whole set will take; <c>null</c> when the probe found a problem.</param>
/// <param name="Preview">The exact first request; <c>null</c> where nothing is sent.</param>
public sealed record CheckReport(ProbeReport Probe, CanaryReport? Canaries, RunPlan? Plan, string? Preview)
{
    /// <summary>Reads a report as it was stored; <c>null</c> before the first check.</summary>
    public static CheckReport? Parse(string? stored) =>
        stored is null ? null : JsonSerializer.Deserialize<CheckReport>(stored, SubmissionJson.Options);
}
