using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

public sealed class AdaptiveGateTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_are_let_in_than_the_rule_allows()
    {
        var gate = new AdaptiveGate(start: 2, most: 64, _time);
        var first = await gate.EnterAsync(Cancellation);
        using var second = await gate.EnterAsync(Cancellation);
        var third = gate.EnterAsync(Cancellation);
        Assert.False(third.IsCompleted);

        first.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task Nobody_passes_before_the_retry_after_of_many_is_over()
    {
        var gate = new AdaptiveGate(start: 20, most: 20, _time);
        var places = new List<AdaptiveGate.Place>();
        while (places.Count < 20)
        {
            places.Add(await gate.EnterAsync(Cancellation));
        }

        _time.Advance(TimeSpan.FromMilliseconds(50));
        places.ForEach(place => place.Refuse(TimeSpan.FromSeconds(30)));
        places.ForEach(place => place.Dispose());

        var entering = gate.EnterAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(entering.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(2));
        (await entering).Dispose();
    }

    [Fact]
    public async Task A_refused_request_keeps_nobody_else_out()
    {
        var gate = new AdaptiveGate(start: 20, most: 20, _time);
        using (var place = await gate.EnterAsync(Cancellation))
        {
            place.Refuse(TimeSpan.FromSeconds(30));
        }

        (await gate.EnterAsync(Cancellation)).Dispose();
    }

    [Fact]
    public async Task A_place_left_goes_to_whoever_waits_and_has_not_given_up()
    {
        var gate = new AdaptiveGate(start: 1, most: 1, _time);
        var first = await gate.EnterAsync(Cancellation);
        using var giveUp = new CancellationTokenSource();
        var second = gate.EnterAsync(giveUp.Token);
        var third = gate.EnterAsync(Cancellation);

        await giveUp.CancelAsync();
        first.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        (await third).Dispose();
    }

    [Fact]
    public async Task A_late_request_gives_its_place_to_others_once()
    {
        var gate = new AdaptiveGate(start: 1, most: 1, _time);
        using var late = await gate.EnterAsync(Cancellation);
        late.GiveToOthers();
        late.GiveToOthers();

        using var second = await gate.EnterAsync(Cancellation);
        Assert.False(gate.EnterAsync(Cancellation).IsCompleted);
    }
}
