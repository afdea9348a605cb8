namespace RewardBench2.Web.Reproduce;

/// <summary>A score of the paper's table 8.</summary>
/// <param name="Row">What the row is, as printed, by <see cref="Labels"/>.</param>
/// <param name="Theirs">Per cent as printed.</param>
/// <param name="Ours">The nearest average of a published result, per cent of one decimal.</param>
/// <param name="Models">The published results with that average.</param>
public sealed record PaperScore(IReadOnlyList<string> Row, decimal Theirs, decimal Ours, IReadOnlyList<string> Models)
{
    public const string File = "table8_ppo_bon.csv";

    public bool IsReproduced => Ours == Theirs;

    /// <summary>The columns that say what a row is.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["id", "base_model", "training_prompts", "lr", "epochs"];
}
