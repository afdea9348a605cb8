using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class ResponsePaceTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    [Fact]
    public void Until_eight_responses_were_seen_a_request_may_take_as_long_as_any()
    {
        var pace = Seen(7, TimeSpan.FromMilliseconds(50));
        Assert.Equal((TimeSpan.MaxValue, Longest), (pace.LateAfter, pace.Deadline(attempt: 0)));
    }

    [Theory]
    [InlineData(0.05, 1, 10)]
    [InlineData(0.6, 2.4, 12)]
    [InlineData(2, 8, 40)]
    [InlineData(60, 240, 300)]
    public void What_nine_of_ten_responses_need_says_when_one_is_late_and_when_it_is_given_up(double usual, double late, double deadline)
    {
        var pace = Seen(20, TimeSpan.FromSeconds(usual));
        Assert.Equal(late, pace.LateAfter.TotalSeconds, 1e-6);
        Assert.Equal(deadline, pace.Deadline(attempt: 0).TotalSeconds, 1e-6);
    }

    [Fact]
    public void Each_repetition_is_given_twice_as_long()
    {
        var pace = Seen(20, TimeSpan.FromMilliseconds(50));
        Assert.Equal([10, 20, 40, 300], new[] { 0, 1, 2, 9 }.Select(attempt => pace.Deadline(attempt).TotalSeconds));
    }

    [Fact]
    public void A_server_that_has_become_slower_is_given_more_time()
    {
        var pace = Seen(200, TimeSpan.FromMilliseconds(50));
        for (var i = 0; i < 128; i++)
        {
            pace.Note(TimeSpan.FromSeconds(3));
        }

        Assert.Equal(60, pace.Deadline(attempt: 0).TotalSeconds, 1e-6);
    }

    private static ResponsePace Seen(int responses, TimeSpan took)
    {
        var pace = new ResponsePace(Longest);
        for (var i = 0; i < responses; i++)
        {
            pace.Note(took);
        }

        return pace;
    }
}
