using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class AdaptiveGateTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task It_grows_to_the_most_while_more_at_once_brings_more_answers()
    {
        var gate = new AdaptiveGate(start: 4, most: 16, _time);

        await RoundsAsync(gate, rounds: 8, _ => TimeSpan.FromMilliseconds(50));

        Assert.Equal(16, gate.Limit);
    }

    [Fact]
    public async Task It_stays_where_more_at_once_brings_no_more_answers()
    {
        var gate = new AdaptiveGate(start: 8, most: 64, _time);

        // A server that answers 160 a second, however many ask at once.
        await RoundsAsync(gate, rounds: 9, limit => TimeSpan.FromSeconds(limit / 160.0));

        Assert.InRange(gate.Limit, 8, 10);
    }

    [Fact]
    public async Task It_shrinks_by_a_fifth_once_for_a_burst_of_refusals()
    {
        var gate = new AdaptiveGate(start: 20, most: 64, _time);
        var places = await EnterAsync(gate, 20);

        _time.Advance(TimeSpan.FromMilliseconds(50));
        places.ForEach(place => place.Throttle(retryAfter: null));

        Assert.Equal(16, gate.Limit);
    }

    [Fact]
    public async Task It_shrinks_again_when_the_slower_pace_is_refused_too()
    {
        var gate = new AdaptiveGate(start: 20, most: 64, _time);
        for (var burst = 0; burst < 3; burst++)
        {
            using var place = await gate.EnterAsync(TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromMilliseconds(50));
            place.Throttle(retryAfter: null);
        }

        Assert.Equal(10, gate.Limit);
    }

    [Fact]
    public async Task It_never_closes_for_good()
    {
        var gate = new AdaptiveGate(start: 1, most: 1, _time);
        using (var place = await gate.EnterAsync(TestContext.Current.CancellationToken))
        {
            place.Throttle(retryAfter: null);
        }

        Assert.Equal(1, gate.Limit);
        (await gate.EnterAsync(TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public async Task Nobody_passes_before_a_retry_after_is_over()
    {
        var gate = new AdaptiveGate(start: 4, most: 4, _time);
        using (var place = await gate.EnterAsync(TestContext.Current.CancellationToken))
        {
            place.Throttle(TimeSpan.FromSeconds(30));
        }

        var entering = gate.EnterAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(entering.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(2));
        (await entering).Dispose();
    }

    [Fact]
    public async Task A_place_left_goes_to_whoever_waits_and_has_not_given_up()
    {
        var gate = new AdaptiveGate(start: 1, most: 1, _time);
        var first = await gate.EnterAsync(TestContext.Current.CancellationToken);
        using var giveUp = new CancellationTokenSource();
        var second = gate.EnterAsync(giveUp.Token);
        var third = gate.EnterAsync(TestContext.Current.CancellationToken);

        await giveUp.CancelAsync();
        first.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        (await third).Dispose();
    }

    private async Task RoundsAsync(AdaptiveGate gate, int rounds, Func<int, TimeSpan> roundTrip)
    {
        for (var round = 0; round < rounds; round++)
        {
            var places = await EnterAsync(gate, gate.Limit);
            _time.Advance(roundTrip(places.Count));
            places.ForEach(place => place.Dispose());
        }
    }

    private static async Task<List<AdaptiveGate.Place>> EnterAsync(AdaptiveGate gate, int count)
    {
        var places = new List<AdaptiveGate.Place>();
        while (places.Count < count)
        {
            places.Add(await gate.EnterAsync(TestContext.Current.CancellationToken));
        }

        return places;
    }
}
