using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Runs;

/// <summary>What every run under evaluation works with.</summary>
public sealed record RunEvaluationServices(
    PromptTable Prompts,
    PromptScoreTable Scores,
    RunTable Runs,
    RunScoring Scoring,
    RunLeases Leases,
    StoragePatience Patience,
    ProgressReader Reader,
    IProgressAnnouncer Announcer,
    TimeProvider Clock);
