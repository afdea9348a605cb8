using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Backends.Judges;

namespace RewardBench2.Tests.Evaluation.Backends.Judges;

public sealed class JudgePromptsTests
{
    [Fact]
    public void Our_prompts_have_the_hashes_that_rows_show()
    {
        // A changed letter is another protocol: give the template a new version, then change the hash here.
        JudgeTemplate[] ours = [JudgePrompts.Ours.Ranking, JudgePrompts.Ours.Ratings, JudgePrompts.Ours.Ties];
        Assert.Equal(
            ["ranking v1 2e7f", "ratings v1 89e7", "ties v1 662d"], ours.Select(template => $"{template.Name} {template.Hash[..4]}"));
    }

    [Fact]
    public void What_is_filled_in_is_not_searched_for_placeholders()
    {
        var template = new JudgeTemplate("t", null, "{prompt}|{completion}|{other}");

        var text = template.Fill(new Dictionary<string, string> { ["prompt"] = "{completion}", ["completion"] = "{prompt}" }, most: 1_000);

        Assert.Equal("{completion}|{prompt}|{other}", text);
    }

    [Fact]
    public void A_message_that_would_be_too_long_is_not_made()
    {
        var template = new JudgeTemplate("t", null, string.Concat(Enumerable.Repeat("{prompt}", 100_000)));
        var texts = new Dictionary<string, string> { ["prompt"] = new('x', 100_000) };

        var refused = Assert.Throws<PromptFailedException>(() => template.Fill(texts, most: 1_000_000));

        Assert.Contains("at most 1,000,000", refused.Message, StringComparison.Ordinal);
        Assert.Equal(8, new JudgeTemplate("t", null, "{prompt}").Fill(new Dictionary<string, string> { ["prompt"] = "12345678" }, most: 8).Length);
    }

    [Theory]
    [InlineData("{prompt} {completion}", 1)]
    [InlineData("{prompt} {question} {completion}", 2)]
    [InlineData("=== system\n{prompt}\n=== ties\n{prompt}{completion}{completion}{answer}\n", 3)]
    public void Placeholders_are_counted_in_the_part_that_has_most_aliases_included(string pasted, int most) =>
        Assert.Equal(most, JudgePrompts.MostPlaceholders(pasted));

    [Fact]
    public void A_pasted_template_replaces_the_one_of_its_protocol()
    {
        var prompts = JudgePrompts.Parse("Q: {question}\nA: {answer_a} {answer_b} {answer_c} {answer_d}", isRanking: true);

        Assert.StartsWith("Q: {question}", prompts.Ranking.User, StringComparison.Ordinal);
        Assert.Equal(JudgePrompts.Ours.Ties, prompts.Ties);
        Assert.False(prompts.AreOurs);
        Assert.NotEqual(JudgePrompts.Ours.HashFor(isRanking: true), prompts.HashFor(isRanking: true));
        Assert.Equal(JudgePrompts.Ours.HashFor(isRanking: false), prompts.HashFor(isRanking: false));
    }

    [Fact]
    public void Parts_are_told_apart_by_their_headings()
    {
        var prompts = JudgePrompts.Parse(
            "=== system\nBe fair.\n=== ratings\n{prompt} {completion}\nRate it.\n=== ties\nTies: {prompt} {completion}\n", isRanking: false);

        Assert.Equal(("Be fair.", "{prompt} {completion}\nRate it."), (prompts.Ratings.System, prompts.Ratings.User));
        Assert.Equal("Ties: {prompt} {completion}", prompts.Ties.User);
        Assert.Equal(JudgePrompts.Ours.Ranking, prompts.Ranking);
    }

    [Fact]
    public void A_template_without_its_placeholders_is_refused()
    {
        var refused = Assert.Throws<FormatException>(() => JudgePrompts.Parse("{prompt} {completion_a} {completion_b}", isRanking: true));

        Assert.Contains("{completion_c}, {completion_d}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_placement_depends_on_seed_and_prompt_alone()
    {
        var orders = Enumerable.Range(0, 400).Select(id => Placement.Draw(seed: 1, $"{id}", count: 4)).ToList();

        Assert.Equal(orders, Enumerable.Range(0, 400).Select(id => Placement.Draw(seed: 1, $"{id}", count: 4)));
        Assert.NotEqual(orders, Enumerable.Range(0, 400).Select(id => Placement.Draw(seed: 2, $"{id}", count: 4)));
        Assert.All(orders, order => Assert.Equal([0, 1, 2, 3], order.Order()));
        Assert.All(Enumerable.Range(0, 4), place => Assert.InRange(orders.Count(order => order[place] == 0), 70, 130));
    }
}
