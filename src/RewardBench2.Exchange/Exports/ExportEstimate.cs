namespace RewardBench2.Exchange.Exports;

/// <summary>A score with its 95 % interval: fractions, Ties from -0.01 to 1.01.</summary>
/// <param name="Score">The score.</param>
/// <param name="Low">The interval's lower end; <c>null</c> where there is none.</param>
/// <param name="High">The interval's upper end; <c>null</c> where there is none.</param>
/// <param name="IsApproximate">The interval comes from the number of prompts alone, for want of per-prompt results.</param>
public sealed record ExportEstimate(double Score, double? Low, double? High, bool IsApproximate = false);
