using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class ResponsePaceTests
{
    private static readonly EndpointOptions Options = new();

    [Fact]
    public void While_nothing_was_seen_a_response_has_ten_seconds_to_begin_and_what_a_server_says_of_itself_has_five()
    {
        var pace = new ResponsePace(Options);
        Assert.False(pace.IsKnown);
        Assert.Equal([10, 20, 40, 80, 160, 300], Enumerable.Range(0, 6).Select(attempt => pace.Deadline(HttpMethod.Post, attempt).TotalSeconds));
        Assert.Equal([5, 10], new[] { 0, 1 }.Select(attempt => pace.Deadline(HttpMethod.Get, attempt).TotalSeconds));
        Assert.Equal(TimeSpan.MaxValue, pace.LateAfter);
    }

    [Theory]
    [InlineData(0.05, 1, 3)]
    [InlineData(0.6, 2.4, 6)]
    [InlineData(2, 8, 20)]
    [InlineData(60, 240, 300)]
    public void What_nine_of_ten_responses_need_says_when_one_is_late_and_when_it_is_given_up(double usual, double late, double deadline)
    {
        var pace = Seen(20, TimeSpan.FromSeconds(usual));
        Assert.Equal(late, pace.LateAfter.TotalSeconds, 1e-6);
        Assert.Equal(deadline, pace.Deadline(HttpMethod.Post, attempt: 0).TotalSeconds, 1e-6);
    }

    [Fact]
    public void The_first_response_of_a_slow_judge_gives_the_others_time()
    {
        var pace = Seen(1, TimeSpan.FromSeconds(12));
        Assert.Equal(240, pace.Deadline(HttpMethod.Post, attempt: 0).TotalSeconds, 1e-6);
    }

    [Fact]
    public void Only_the_beginning_has_a_deadline()
    {
        var pace = new ResponsePace(Options);
        for (var i = 0; i < 20; i++)
        {
            pace.Note(began: TimeSpan.FromMilliseconds(10), took: TimeSpan.FromSeconds(30));
        }

        Assert.Equal((120, 3), (pace.LateAfter.TotalSeconds, pace.Deadline(HttpMethod.Post, attempt: 0).TotalSeconds));
    }

    [Fact]
    public void Each_repetition_is_given_twice_as_long()
    {
        var pace = Seen(20, TimeSpan.FromMilliseconds(50));
        Assert.Equal([3, 6, 12, 300], new[] { 0, 1, 2, 9 }.Select(attempt => pace.Deadline(HttpMethod.Post, attempt).TotalSeconds));
    }

    [Fact]
    public void A_server_that_has_become_slower_is_given_more_time()
    {
        var pace = Seen(200, TimeSpan.FromMilliseconds(50));
        for (var i = 0; i < 128; i++)
        {
            pace.Note(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));
        }

        Assert.Equal(30, pace.Deadline(HttpMethod.Post, attempt: 0).TotalSeconds, 1e-6);
    }

    private static ResponsePace Seen(int responses, TimeSpan took)
    {
        var pace = new ResponsePace(Options);
        for (var i = 0; i < responses; i++)
        {
            pace.Note(took, took);
        }

        return pace;
    }
}
