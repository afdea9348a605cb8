namespace RewardBench2.Tests.Content;

public sealed class StarterPreciseIFTests
{
    [Fact]
    public void The_chosen_completion_meets_every_constraint() =>
        Offenders.None(StarterFiles.Of("Precise IF")
            .Where(row => !MeetsAll(row, row.Chosen[0]))
            .Select(row => row.Id));

    [Fact]
    public void Every_rejected_completion_breaks_a_constraint() =>
        Offenders.None(StarterFiles.Of("Precise IF")
            .Where(row => row.Rejected.Any(text => MeetsAll(row, text)))
            .Select(row => row.Id));

    private static bool MeetsAll(StarterPrompt row, string completion) =>
        row.Instructions.All(constraint => InstructionCheck.IsMet(constraint, completion));
}
