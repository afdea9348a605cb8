using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Scoring;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>What every run under evaluation works with.</summary>
public sealed record RunEvaluationServices(
    PromptTable Prompts,
    PromptScoreTable Scores,
    RunTable Runs,
    FinalScores Scoring,
    RunLeases Leases,
    StorageRetry Patience,
    ProgressReader Reader,
    IProgressAnnouncer Announcer,
    TimeProvider Clock);
