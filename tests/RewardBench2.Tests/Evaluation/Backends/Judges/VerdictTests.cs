using RewardBench2.Evaluation.Backends.Judges;

namespace RewardBench2.Tests.Evaluation.Backends.Judges;

public sealed class VerdictTests
{
    [Theory]
    [InlineData("I prefer the second. [[B]]", 1)]
    [InlineData("[[A]] is tempting, but [[D]]", 3)]
    [InlineData("<think>[[A]]? [[B]]?</think>The best is [[C]].", 2)]
    [InlineData("<think>[[A]] it is</think>I cannot say.", null)]
    [InlineData("[A] is best", null)]
    [InlineData("[[E]]", null)]
    [InlineData("", null)]
    public void A_ranking_ends_in_a_letter_in_double_brackets(string words, int? position) =>
        Assert.Equal(position, Verdict.ReadRanking(words));

    [Theory]
    [InlineData("Good work.\n8", 8)]
    [InlineData("Rating: 10\n\n ", 10)]
    [InlineData("1", 1)]
    [InlineData("8.", null)]
    [InlineData("0", null)]
    [InlineData("11", null)]
    [InlineData("It has 9 faults", null)]
    [InlineData("12345678901234567891", null)]
    [InlineData("<think>7</think> no idea", null)]
    [InlineData("", null)]
    public void A_rating_is_a_whole_number_at_the_very_end(string words, int? rating) =>
        Assert.Equal(rating, Verdict.ReadRating(words));

    [Theory]
    [InlineData("stop", null, true, "parsed")]
    [InlineData("stop", null, false, "unparsed")]
    [InlineData("length", null, true, "truncated")]
    [InlineData("length", null, false, "truncated")]
    [InlineData("content_filter", null, false, "refused")]
    [InlineData("stop", "I will not judge this.", false, "refused")]
    [InlineData(null, null, true, "parsed")]
    public void An_answer_cut_off_or_withheld_is_no_vote(string? finishReason, string? refusal, bool hasVerdict, string outcome) =>
        Assert.Equal(outcome, Verdict.Outcome(new JudgeResponse("", null, finishReason, refusal, null), hasVerdict));
}
