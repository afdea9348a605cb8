using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Progress;

/// <summary>What is announced of a run that was stored whole, without reading it back.</summary>
internal static class FinishedProgress
{
    /// <param name="prompts">All prompts of the dataset.</param>
    public static RunProgress Of(ImportedRun imported, DatasetRow dataset, IReadOnlyList<PromptRow> prompts, DateTimeOffset now)
    {
        var promptOf = prompts.ToDictionary(prompt => prompt.PromptId);
        var scores = new RunningScores(
            dataset.Benchmark, prompts.CountBy(prompt => prompt.Subset), [.. imported.Scores.Select(score => PromptScore.From(promptOf[score.PromptId], score))]);
        var progress = scores.ApplyTo(new RunProgress
        {
            RunId = imported.Run.RunId,
            Model = imported.Run.Model,
            Dataset = dataset.Name,
            State = RunState.Finished,
            Reason = null,
            PromptsScored = 0,
            PromptsTotal = imported.Run.PromptsTotal,
            PromptsFailed = 0,
            CompletionsPerSecond = 0,
            EtaSeconds = null,
            Retries = 0,
            Subsets = [],
            Average = null,
            At = now,
            IsPrivate = imported.Run.Visibility == RunVisibility.Private,
        });
        var (result, final) = (imported.Result, imported.Result.Subsets.ToDictionary(score => score.Subset));
        return progress with
        {
            Subsets = [.. progress.Subsets.Select(subset => final.GetValueOrDefault(subset.Subset) is { } score
                ? subset with { Score = score.Score, Low = score.Low, High = score.High }
                : subset with { Score = null, Low = null, High = null })],
            Average = result.Average,
            AverageLow = result.AverageLow,
            AverageHigh = result.AverageHigh,
        };
    }
}
