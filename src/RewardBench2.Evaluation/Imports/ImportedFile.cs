namespace RewardBench2.Evaluation.Imports;

/// <summary>What became of one result file.</summary>
/// <param name="Path">Where it is in its repository.</param>
/// <param name="Model">The model it was given to; <c>null</c> where it could not be.</param>
/// <param name="Outcome">Whether it changed anything.</param>
/// <param name="Detail">How it was joined, or why it could not be, in a sentence or two.</param>
public sealed record ImportedFile(string Path, string? Model, FileOutcome Outcome, string Detail);

public enum FileOutcome
{
    Added,

    /// <summary>The same content was here already.</summary>
    Here,

    /// <summary>The file cannot be read or joined; the others were imported all the same.</summary>
    Refused,
}
