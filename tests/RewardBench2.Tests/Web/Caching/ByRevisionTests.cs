using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Tests.Web.Leaderboard;
using RewardBench2.Web.Caching;

namespace RewardBench2.Tests.Web.Caching;

public sealed class ByRevisionTests : IAsyncLifetime
{
    private LeaderboardSite _site = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RevisionClock Clock => _services.GetRequiredService<RevisionClock>();

    public async ValueTask InitializeAsync()
    {
        _site = await LeaderboardSite.OpenAsync();
        var services = new ServiceCollection();
        _site.AddTo(services);
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task What_one_makes_everyone_who_asks_meanwhile_gets()
    {
        var cache = new ByRevision<string, object?>(Clock);
        var (made, mayEnd) = (0, new TaskCompletionSource());
        async Task<object?> MakeAsync(long revision, object? before)
        {
            made++;
            await mayEnd.Task;
            return new object();
        }

        var readers = Enumerable.Range(0, 20).Select(_ => cache.ReadAsync("key", MakeAsync, Cancellation)).ToList();
        mayEnd.SetResult();

        Assert.Single((await Task.WhenAll(readers)).Distinct());
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task One_who_leaves_while_another_makes_it_spoils_nothing()
    {
        var cache = new ByRevision<string, string?>(Clock);
        var mayEnd = new TaskCompletionSource<string?>();
        using var leaving = new CancellationTokenSource();
        var maker = cache.ReadAsync("key", (_, _) => mayEnd.Task, leaving.Token);
        var leaver = cache.ReadAsync("key", (_, _) => mayEnd.Task, leaving.Token);
        var stayer = cache.ReadAsync("key", (_, _) => mayEnd.Task, Cancellation);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        mayEnd.SetResult("made");

        Assert.Equal(["made", "made"], await Task.WhenAll(maker, stayer));
    }

    [Fact]
    public async Task It_is_made_anew_when_the_revision_has_moved_and_given_what_was_before()
    {
        var cache = new ByRevision<string, string?>(Clock);
        Task<string?> ReadAsync() => cache.ReadAsync("key", (_, before) => Task.FromResult<string?>(before + "x"), Cancellation);
        Assert.Equal("x", await ReadAsync());
        Assert.Equal("x", await ReadAsync());

        await _site.PublishAsync("second", "beta/two-8B", 0.7);
        _site.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("x", cache.Latest("key"));
        Assert.Equal("xx", await ReadAsync());
        Assert.Equal("xx", cache.Latest("key"));
    }

    [Fact]
    public async Task After_a_failure_the_next_who_asks_tries_anew()
    {
        var cache = new ByRevision<string, string?>(Clock);
        await Assert.ThrowsAsync<InvalidDataException>(() => cache.ReadAsync("key", (_, _) => throw new InvalidDataException(), Cancellation));
        Assert.Equal("made", await cache.ReadAsync("key", (_, _) => Task.FromResult<string?>("made"), Cancellation));
    }

    [Fact]
    public async Task What_is_not_there_is_not_kept()
    {
        var cache = new ByRevision<string, string?>(Clock);
        Assert.Null(await cache.ReadAsync("key", (_, _) => Task.FromResult<string?>(null), Cancellation));
        Assert.Equal("made", await cache.ReadAsync("key", (_, _) => Task.FromResult<string?>("made"), Cancellation));
    }

    [Fact]
    public async Task Of_many_keys_those_asked_for_last_stay()
    {
        var cache = new ByRevision<int, string?>(Clock, mostKept: 2);
        foreach (var key in new[] { 1, 2, 1, 3 })
        {
            await cache.ReadAsync(key, (_, _) => Task.FromResult<string?>("made"), Cancellation);
        }

        Assert.Equal(["made", null, "made"], new[] { 1, 2, 3 }.Select(cache.Latest));
    }
}
