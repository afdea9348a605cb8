using RewardBench2.Evaluation.Backends.Judges;

namespace RewardBench2.Tests.Evaluation.Backends.Judges;

public sealed class VerdictTests
{
    [Theory]
    [InlineData("stop", "[[B]]", "parsed")]
    [InlineData(null, "[[B]]", "parsed")]
    [InlineData("end_turn", "[[B]]", "parsed")]
    [InlineData("STOP", "[[B]]", "parsed")]
    [InlineData("stop", "Hard to say.", "unparsed")]
    [InlineData("length", "[[B]]", "truncated")]
    [InlineData("length", "Hard to", "truncated")]
    [InlineData("max_tokens", "[[B]]", "truncated")]
    [InlineData("MAX_TOKENS", "[[B]]", "truncated")]
    [InlineData("model_length", "[[B]]", "truncated")]
    [InlineData("max_output_tokens", "[[B]]", "truncated")]
    [InlineData("model_context_window_exceeded", "[[B]]", "truncated")]
    [InlineData("content_filter", "[[B]]", "refused")]
    [InlineData("ContentFilter", "[[B]]", "refused")]
    [InlineData("SAFETY", "", "refused")]
    [InlineData("PROHIBITED_CONTENT", "", "refused")]
    [InlineData("RECITATION", "[[B]]", "refused")]
    [InlineData("refusal", "[[B]]", "refused")]
    [InlineData("content_filter: violence", "[[B]]", "refused")]
    [InlineData("LANGUAGE", "[[B]]", "refused")]
    [InlineData("ERROR_TOXIC", "[[B]]", "refused")]
    [InlineData("max_tokens_reached", "[[B]]", "truncated")]
    [InlineData("repetition", "[[B]]", "truncated")]
    [InlineData("stop", "<think>So [[B]]", "truncated")]
    [InlineData("stop", "<think>[[A]] it is</think>I cannot say.", "unparsed")]
    [InlineData("stop", "<think>[[A]]?</think>[[B]]", "parsed")]
    public void An_answer_cut_off_or_withheld_is_no_vote(string? finishReason, string content, string outcome)
    {
        var verdict = Read(content, finishReason: finishReason);

        Assert.Equal((outcome, outcome == "parsed" ? 1 : null, outcome == "parsed"), (verdict.Outcome, verdict.Value, verdict.Reason is null));
    }

    [Theory]
    [InlineData("error")]
    [InlineData("ERROR")]
    [InlineData("insufficient_system_resource")]
    [InlineData("network_error")]
    public void An_answer_that_broke_off_is_worth_asking_for_again(string finishReason) => Assert.True(FinishReason.IsFault(finishReason));

    [Fact]
    public void Words_of_refusal_are_no_vote()
    {
        var verdict = Read("8", refusal: "I will not judge this.", isRanking: false);

        Assert.Equal(("refused", "The judge refused: I will not judge this."), (verdict.Outcome, verdict.Reason));
    }

    [Theory]
    [InlineData("stop", "unparsed", "into its reasoning field and left the content empty")]
    [InlineData("length", "truncated", "reasoning used up the token limit (finish reason “length”)")]
    public void Reasoning_that_swallowed_the_answer_is_named(string finishReason, string outcome, string says)
    {
        var verdict = Read("", reasoning: "So it is [[B]]", finishReason: finishReason);

        Assert.Equal(outcome, verdict.Outcome);
        Assert.Contains(says, verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[D]] is bad and [[B]] worse, so [[C]]", 1)]
    [InlineData("<think>[[A]]?</think>[[B]]", 0)]
    [InlineData("[[A]], [[B]], [[C]] or [[D]]", 0)]
    [InlineData("[A]", null)]
    public void The_reference_takes_the_letter_nearest_to_A(string content, int? position) =>
        Assert.Equal(position, Read(content, finishReason: "length", reader: VerdictReader.Reference).Value);

    [Theory]
    [InlineData("8", 8)]
    [InlineData("Rating: 10 \n", 10)]
    [InlineData("3/10", 10)]
    [InlineData("2.9", 9)]
    [InlineData("between 7 and 8", 8)]
    [InlineData("8.", null)]
    [InlineData("**8**", null)]
    [InlineData("[[8]]", null)]
    [InlineData("8 out of ten", null)]
    [InlineData("11", null)]
    [InlineData("<think>so 7", 7)]
    public void The_reference_takes_the_digits_that_end_the_text(string content, int? rating) =>
        Assert.Equal(rating, Read(content, reader: VerdictReader.Reference, isRanking: false).Value);

    [Fact]
    public void The_reference_says_too_why_it_read_nothing() =>
        Assert.Equal("truncated", Read("Hard to", finishReason: "length", reader: VerdictReader.Reference).Outcome);

    [Fact]
    public void Readers_are_chosen_by_name()
    {
        Assert.Equal([VerdictReader.Ours, VerdictReader.Ours, VerdictReader.Reference], new[] { null, "ours", "reference" }.Select(VerdictReader.Parse));
        Assert.Equal("Choose one of ours, reference.", Assert.Throws<FormatException>(() => VerdictReader.Parse("theirs")).Message);
    }

    private static Verdict Read(
        string content, string? reasoning = null, string? finishReason = "stop", string? refusal = null, VerdictReader? reader = null, bool isRanking = true) =>
        Verdict.Read(new JudgeResponse(content, reasoning, finishReason, refusal, null), reader ?? VerdictReader.Ours, isRanking);
}
