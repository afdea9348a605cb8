using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>In which order a run's prompts are scored.</summary>
internal static class ScoringOrder
{
    /// <summary>
    /// The prompts not stored yet, from all subsets alike, so that every running score narrows from the start. The order
    /// depends on nothing but the dataset: a run that goes on after a restart takes the same one.
    /// </summary>
    public static IEnumerable<PromptRow> Sort(IReadOnlyList<PromptRow> prompts, IReadOnlyList<PromptScore> stored)
    {
        var done = stored.Select(score => score.PromptId).ToHashSet();
        return prompts
            .GroupBy(prompt => prompt.Subset)
            .SelectMany(subset => subset.Select((prompt, index) => (prompt, share: (index + 0.5) / subset.Count())))
            .OrderBy(entry => entry.share)
            .Select(entry => entry.prompt)
            .Where(prompt => !done.Contains(prompt.PromptId));
    }
}
