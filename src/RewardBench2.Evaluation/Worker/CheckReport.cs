using RewardBench2.Evaluation.Checks;

namespace RewardBench2.Evaluation.Worker;

/// <summary>What was found out about an endpoint before its run, kept with the run.</summary>
/// <param name="Probe">What serves there, and how that was found.</param>
/// <param name="Canaries">Whether it reads conversations well; <c>null</c> when the probe found a problem.</param>
/// <param name="Plan">What the whole set will take; <c>null</c> when the probe found a problem.</param>
/// <param name="Preview">The exact first request; <c>null</c> where nothing is sent.</param>
public sealed record CheckReport(ProbeReport Probe, CanaryReport? Canaries, RunPlan? Plan, string? Preview);
