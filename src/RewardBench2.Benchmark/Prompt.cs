namespace RewardBench2.Benchmark;

/// <summary>A prompt of a dataset with all its completions.</summary>
/// <param name="Id">The prompt's id in its dataset, such as <c>468</c> or <c>tied:12</c>; unique there.</param>
/// <param name="Subset">The subset's name, such as <c>Precise IF</c>; in a candidates set, the task's name.</param>
/// <param name="Text">What the user asks, last.</param>
/// <param name="Completions">The answers, chosen ones first (in a candidates set, in any order).</param>
/// <param name="Metadata">The dataset's further columns as one JSON object; <c>null</c> where there are none.</param>
public sealed record Prompt(
    string Id,
    string Subset,
    string Text,
    IReadOnlyList<Completion> Completions,
    string? Metadata = null)
{
    /// <summary>What was said before <see cref="Text"/>, oldest first: a system message, earlier turns. Empty for a single turn.</summary>
    public IReadOnlyList<Turn> EarlierTurns { get; init; } = [];

    /// <summary>What prompts of one cluster share, which the bootstrap draws together; <c>null</c> where each stands for itself.</summary>
    public string? Cluster { get; init; }

    /// <summary>The conversation up to the completion; the last turn is <see cref="Text"/>.</summary>
    public IReadOnlyList<Turn> Turns => [.. EarlierTurns, Turn.User(Text)];

    /// <summary>How many completions are chosen (in a candidates set: correct).</summary>
    public int ChosenCount => Completions.Count(completion => completion.IsChosen);

    /// <summary>Whether the prompt belongs to Ties, which judges rate in a way of its own.</summary>
    public bool IsTies => Subset == "Ties";

    /// <summary>The whole conversation up to the completion: <see cref="Text"/> alone, or every turn under its role's name.</summary>
    public string Transcript => EarlierTurns.Count == 0 ? Text : string.Join("\n\n", Turns);
}
