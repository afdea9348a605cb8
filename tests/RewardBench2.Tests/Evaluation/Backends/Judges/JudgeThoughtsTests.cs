using RewardBench2.Evaluation.Backends.Judges;

namespace RewardBench2.Tests.Evaluation.Backends.Judges;

public sealed class JudgeThoughtsTests
{
    [Theory]
    [InlineData("The best is [[C]].", "The best is [[C]].")]
    [InlineData("<think>[[A]]? [[B]]?</think>The best is [[C]].", "The best is [[C]].")]
    [InlineData("[[A]]? No.</think>[[C]]", "[[C]]")]
    [InlineData("<think>\n\n</think>\n\n8", "\n\n8")]
    [InlineData("<think>a</think>b<think>c</think>d", "d")]
    [InlineData("[THINK]Is it [[A]]?[/THINK]It is [[B]].", "It is [[B]].")]
    [InlineData("<thinking>x</thinking>y", "y")]
    [InlineData("<seed:think>x</seed:think>y", "y")]
    [InlineData("◁think▷x◁/think▷y", "y")]
    [InlineData("<|START_THINKING|>x<|END_THINKING|>y", "y")]
    [InlineData("<|channel|>analysis<|message|>Perhaps [[A]].<|end|><|start|>assistant<|channel|>final<|message|>[[B]]<|return|>", "[[B]]")]
    [InlineData("<|channel|>analysis<|message|>7?<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>{\"rating\": 8}", "{\"rating\": 8}")]
    [InlineData("<|channel|>final<|message|>8", "8")]
    [InlineData("analysisThe first is [[A]].assistantfinalThe best is [[B]].", "The best is [[B]].")]
    [InlineData("<longcat_think>[[A]]?</longcat_think>[[B]]", "[[B]]")]
    [InlineData("<reflection>[[A]]?</reflection>[[B]]", "[[B]]")]
    [InlineData("<unused94>thought\n[[A]]?<unused95>[[B]]", "[[B]]")]
    [InlineData("The second answer opens with `<think>` for no reason. [[A]]", "The second answer opens with `<think>` for no reason. [[A]]")]
    public void Closed_thoughts_are_no_part_of_the_answer(string content, string answer)
    {
        Assert.Equal(answer, JudgeThoughts.Remove(content));
        Assert.False(JudgeThoughts.IsUnfinished(content));
    }

    [Theory]
    [InlineData("<think>First I thought [[A]]")]
    [InlineData("<THINK>[[A]]")]
    [InlineData("<think>a</think><think>so [[A]]")]
    [InlineData("Well. <think>8")]
    [InlineData("[THINK]So far [[A]]")]
    [InlineData("<longcat_think>[[A]]")]
    [InlineData("<analysis>[[A]]")]
    [InlineData("<unused94>thought [[A]]")]
    [InlineData("◁think▷[[A]]")]
    [InlineData("<|begin_of_thought|>[[A]]")]
    [InlineData("<|channel|>analysis<|message|>Perhaps [[A]].")]
    [InlineData("<|channel|>analysis<|message|>Perhaps [[A]].<|end|><|start|>assistant<|channel|>commentary<|message|>[[B]]")]
    [InlineData("analysisWe need to choose: [[A]], I think")]
    public void Unfinished_thoughts_are_no_answer(string content)
    {
        Assert.Equal("", JudgeThoughts.Remove(content));
        Assert.True(JudgeThoughts.IsUnfinished(content));
    }
}
