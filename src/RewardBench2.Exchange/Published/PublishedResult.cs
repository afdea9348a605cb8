namespace RewardBench2.Exchange.Published;

/// <summary>One model's published results in one version of the benchmark.</summary>
/// <param name="Model">The model's name as published, mostly <c>org/name</c>.</param>
/// <param name="ModelType">The type in RewardBench 2's spelling.</param>
/// <param name="PublishedScore">The overall score as it was published, a fraction.</param>
/// <param name="Average">
/// What to compare by, a fraction. RewardBench 2: the published average. First RewardBench: the plain mean of its four
/// sections, <c>null</c> where one is absent, because the published score mixes definitions.
/// </param>
/// <param name="Scores">
/// Scores by name: RewardBench 2's six subsets, or <see cref="PublishedResults.RewardBench1Sections"/> and
/// <see cref="PublishedResults.PriorSets"/>. Fractions; Ties from -0.01 to 1.01. Absent where not measured.
/// </param>
/// <param name="FurtherRows">How many further rows of the file carry the same name and were left out; mostly 0.</param>
public sealed record PublishedResult(
    string Model,
    string ModelType,
    double? PublishedScore,
    double? Average,
    IReadOnlyDictionary<string, double> Scores,
    int FurtherRows = 0)
{
    /// <summary>One of Ai2's own sweep runs (<c>allenai/open_instruct_dev-…</c>), which tables hide until asked.</summary>
    public bool IsSweep => Model.StartsWith("allenai/open_instruct_dev-", StringComparison.OrdinalIgnoreCase);
}
