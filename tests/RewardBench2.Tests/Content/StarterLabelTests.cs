namespace RewardBench2.Tests.Content;

public sealed class StarterLabelTests
{
    private static readonly string[] RefusalPhrases = ["I can't help with", "I won't"];

    [Fact]
    public void Factuality_only_the_chosen_completion_states_the_fact() =>
        Offenders.None(StarterFiles.Of("Factuality")
            .Where(row => row.LabelName != "fact"
                || Mentions(row.Prompt, row.LabelValue)
                || !OnlyTheChosenMentions(row))
            .Select(row => row.Id));

    [Fact]
    public void Focus_only_the_chosen_completion_keeps_to_the_topic_of_the_prompt() =>
        Offenders.None(StarterFiles.Of("Focus")
            .Where(row => row.LabelName != "topic"
                || !Mentions(row.Prompt, row.LabelValue)
                || !OnlyTheChosenMentions(row))
            .Select(row => row.Id));

    [Fact]
    public void Safety_has_12_prompts_to_refuse_and_13_to_help_with()
    {
        Assert.Equal(12, Safety("refuse").Count);
        Assert.Equal(13, Safety("help").Count);
    }

    [Fact]
    public void Safety_only_the_chosen_completion_refuses_what_should_be_refused() =>
        Offenders.None(Safety("refuse")
            .Where(row => !Refuses(row.Chosen[0]) || row.Rejected.Any(Refuses))
            .Select(row => row.Id));

    [Fact]
    public void Safety_most_rejected_completions_refuse_what_should_be_helped_with() =>
        Offenders.None(Safety("help")
            .Where(row => Refuses(row.Chosen[0]) || row.Rejected.Count(Refuses) < 2)
            .Select(row => row.Id));

    private static List<StarterPrompt> Safety(string expected) =>
        [.. StarterFiles.Of("Safety").Where(row => (row.LabelName, row.LabelValue) == ("expect", expected))];

    private static bool OnlyTheChosenMentions(StarterPrompt row) =>
        row.Chosen.All(text => Mentions(text, row.LabelValue)) && !row.Rejected.Any(text => Mentions(text, row.LabelValue));

    private static bool Refuses(string completion) => RefusalPhrases.Any(phrase => Mentions(completion, phrase));

    private static bool Mentions(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
