namespace RewardBench2.Tests.Content;

public sealed class StarterSchemaTests
{
    [Theory]
    [InlineData("Factuality", "starter-factuality", 26)]
    [InlineData("Precise IF", "starter-precise-if", 26)]
    [InlineData("Math", "starter-math", 26)]
    [InlineData("Safety", "starter-safety", 25)]
    [InlineData("Focus", "starter-focus", 25)]
    public void A_best_of_4_subset_has_numbered_prompts(string subset, string prefix, int count) =>
        Assert.Equal(
            Enumerable.Range(1, count).Select(number => $"{prefix}-{number}"),
            StarterFiles.Of(subset).Select(row => row.Id));

    [Fact]
    public void Ties_has_26_pairs() =>
        Assert.Equal(
            Enumerable.Range(0, 26).SelectMany(number => new[] { $"ref:{number}", $"tied:{number}" }).Order(),
            StarterFiles.Of("Ties").Select(row => row.Id).Order());

    [Fact]
    public void There_is_no_prompt_beside_those_of_the_six_subsets() => Assert.Equal(180, StarterFiles.Prompts.Count);

    [Fact]
    public void Outside_Ties_one_completion_is_chosen_and_three_are_rejected() =>
        Offenders.None(StarterFiles.Prompts
            .Where(row => row.Subset != "Ties" && (row.Chosen.Count, row.Rejected.Count) != (1, 3))
            .Select(row => row.Id));

    [Fact]
    public void Counts_and_authors_agree_with_the_completions() =>
        Offenders.None(StarterFiles.Prompts
            .Where(row => row.NumCorrect != row.Chosen.Count
                || row.NumIncorrect != row.Rejected.Count
                || row.TotalCompletions != row.Completions.Count()
                || !row.Models.SequenceEqual(Enumerable.Repeat("starter-set", row.TotalCompletions)))
            .Select(row => row.Id));

    [Fact]
    public void Metadata_that_the_set_does_not_use_is_null() =>
        Offenders.None(StarterFiles.Prompts
            .Where(row => row.AdditionalMetadata with { Label = null, InstructionIdList = null } != Unused)
            .Select(row => row.Id));

    [Fact]
    public void A_prompt_carries_its_rule_in_one_place() =>
        Offenders.None(StarterFiles.Prompts
            .Where(row => row.Subset == "Precise IF"
                ? row.LabelName != "" || row.Instructions.Count == 0
                : row.LabelValue == "" || row.AdditionalMetadata.InstructionIdList is not null)
            .Select(row => row.Id));

    [Fact]
    public void No_prompt_is_there_twice() =>
        Offenders.None(StarterFiles.Prompts
            .GroupBy(row => row.Prompt, StringComparer.OrdinalIgnoreCase)
            .Where(prompts => prompts.Count() > 1)
            .SelectMany(prompts => prompts.Select(row => row.Id)));

    [Fact]
    public void No_completion_is_there_twice_under_a_prompt() =>
        Offenders.None(StarterFiles.Prompts
            .Where(row => row.Completions.Distinct(StringComparer.OrdinalIgnoreCase).Count() < row.TotalCompletions)
            .Select(row => row.Id));

    [Fact]
    public void No_text_is_empty_or_padded() =>
        Offenders.None(StarterFiles.Prompts
            .Where(row => row.Completions.Append(row.Prompt).Any(text => text.Length == 0 || text != text.Trim()))
            .Select(row => row.Id));

    private static StarterMetadata Unused { get; } = new()
    {
        Label = null,
        InstructionIdList = null,
        Category = null,
        Correct = null,
        Index = null,
        Method = null,
        Models = null,
        PromptNorm = null,
        Subcategory = null,
        Valid = null,
    };
}
