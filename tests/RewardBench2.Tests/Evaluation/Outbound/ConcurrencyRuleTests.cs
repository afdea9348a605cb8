using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class ConcurrencyRuleTests
{
    private TimeSpan _now = TimeSpan.Zero;

    [Fact]
    public void It_doubles_at_first_while_more_at_once_brings_more_responses()
    {
        var rule = Rule(start: 20, most: 64);

        Round(rule, TimeSpan.FromMilliseconds(50));
        Assert.Equal(40, rule.Limit);
        Round(rule, TimeSpan.FromMilliseconds(50));
        Assert.Equal(64, rule.Limit);
    }

    [Fact]
    public void It_returns_to_where_it_was_when_more_at_once_only_wait_longer()
    {
        var rule = Rule(start: 20, most: 64);

        // A server that answers 400 a second, however many ask at once.
        for (var round = 0; round < 8; round++)
        {
            Round(rule, TimeSpan.FromSeconds(rule.Limit / 400.0));
        }

        Assert.Equal((20, PaceChange.Steady), (rule.Limit, rule.Change));
    }

    [Fact]
    public void It_does_not_grow_where_fewer_ask_than_may()
    {
        var rule = Rule(start: 20, most: 64);
        Round(rule, TimeSpan.FromMilliseconds(50), isFull: false);
        Assert.Equal(20, rule.Limit);
    }

    [Fact]
    public void One_refused_request_holds_nobody_back()
    {
        var rule = Rule(start: 20, most: 20);

        Round(rule, TimeSpan.FromMilliseconds(50), refusals: 1, retryAfter: TimeSpan.FromSeconds(60));

        Assert.Equal(20, rule.Limit);
        Assert.Equal(TimeSpan.Zero, rule.ClosedUntil);
    }

    [Theory]
    [InlineData(5, 60)]
    [InlineData(6, 30)]
    [InlineData(8, 30)]
    [InlineData(9, 24)]
    [InlineData(14, 24)]
    [InlineData(15, 15)]
    public void Of_thirty_responses_so_many_refusals_leave_this_limit(int refusals, int limit)
    {
        var rule = Rule(start: 30, most: 64);
        Round(rule, TimeSpan.FromMilliseconds(50), refusals, retryAfter: null);
        Assert.Equal(limit, rule.Limit);
    }

    [Fact]
    public void When_half_are_refused_nothing_is_sent_until_the_longest_retry_after_has_passed()
    {
        var rule = Rule(start: 30, most: 64);
        Round(rule, TimeSpan.FromMilliseconds(50), refusals: 15, retryAfter: TimeSpan.FromSeconds(30));
        Assert.Equal(_now + TimeSpan.FromSeconds(30), rule.ClosedUntil);
    }

    [Fact]
    public void What_was_sent_before_the_limit_shrank_does_not_shrink_it_again()
    {
        var rule = Rule(start: 30, most: 64);
        Round(rule, TimeSpan.FromMilliseconds(50), refusals: 30, retryAfter: null);
        Assert.Equal(15, rule.Limit);
    }

    [Fact]
    public void It_never_closes_for_good()
    {
        var rule = Rule(start: 1, most: 1);
        for (var round = 0; round < 10; round++)
        {
            Round(rule, TimeSpan.FromMilliseconds(50), refusals: 30, retryAfter: null);
        }

        Assert.Equal(1, rule.Limit);
    }

    [Fact]
    public void After_it_has_shrunk_it_returns_at_once_to_four_fifths()
    {
        var rule = Rule(start: 60, most: 60);
        Round(rule, TimeSpan.FromMilliseconds(50), refusals: 30, retryAfter: null);
        Assert.Equal(30, rule.Limit);

        for (var round = 0; round < 3; round++)
        {
            Round(rule, TimeSpan.FromMilliseconds(50));
        }

        Assert.Equal(48, rule.Limit);
    }

    /// <summary>The server's own waits are Retry-After; the rest is what the rule and our own waits add.</summary>
    [Theory]
    [InlineData(103, 0.02)]
    [InlineData(103, 0.1)]
    [InlineData(103, 0.5)]
    [InlineData(1865, 0.02)]
    [InlineData(1865, 0.1)]
    [InlineData(1865, 0.5)]
    [InlineData(1865, 2)]
    public void A_server_that_fails_a_third_of_first_requests_costs_at_most_half_as_much_again_as_its_own_waits(int prompts, double latency)
    {
        var ratios = Enumerable.Range(1, 25)
            .Select(seed => new FaultyServerSimulation(prompts, latency, seed))
            .Select(server => server.UnderRule(new EndpointOptions().RetryDelay.TotalSeconds) / server.Ideal())
            .Order()
            .ToList();

        Assert.InRange(ratios[12], 1, 1.3);
        Assert.InRange(ratios[23], 1, 1.5);
    }

    private ConcurrencyRule Rule(int start, int most) => new(start, most, _now);

    /// <summary>Thirty or more requests sent at once, and answered at once.</summary>
    private void Round(ConcurrencyRule rule, TimeSpan took, int refusals = 0, TimeSpan? retryAfter = null, bool isFull = true)
    {
        var sentAt = _now;
        var requests = Math.Max(30, rule.Limit);
        _now += took;
        for (var request = 0; request < requests; request++)
        {
            if (isFull)
            {
                rule.NoteFull();
            }

            if (request < refusals)
            {
                rule.NoteRefusal(sentAt, _now, retryAfter);
            }
            else
            {
                rule.NoteResponse(sentAt, _now);
            }
        }
    }
}
