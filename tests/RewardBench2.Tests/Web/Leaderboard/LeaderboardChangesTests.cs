using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Web.Caching;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Tests.Web.Leaderboard;

public sealed class LeaderboardChangesTests : IAsyncLifetime
{
    private LeaderboardSite _site = null!;
    private ServiceProvider _services = null!;

    private LeaderboardChanges Watch => _services.GetRequiredService<LeaderboardChanges>();

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
    public async Task Every_reader_is_told_of_a_change_once()
    {
        int first = 0, second = 0;
        using var one = Watch.Watch(await RevisionAsync(), _ => Count(ref first));
        using var other = Watch.Watch(await RevisionAsync(), _ => Count(ref second));

        await _site.PublishAsync("second", "beta/two-8B", 0.7);
        await _site.UntilAsync(() => first > 0 && second > 0);
        await _site.PublishAsync("third", "gamma/three-8B", 0.6);
        await _site.UntilAsync(() => first > 1 && second > 1);

        Assert.Equal((2, 2), (first, second));
    }

    [Fact]
    public async Task What_changed_between_reading_a_board_and_watching_is_told_too()
    {
        var told = 0;
        using var late = Watch.Watch(await RevisionAsync() - 1, _ => Count(ref told));
        await _site.UntilAsync(() => told == 1);
    }

    [Fact]
    public async Task Who_could_not_be_told_because_the_database_did_not_answer_is_told_again()
    {
        var tries = 0;
        using var reader = Watch.Watch(await RevisionAsync() - 1, _ => ++tries == 1 ? throw new SqliteException("away", 1) : Task.CompletedTask);
        await _site.UntilAsync(() => tries == 2);
    }

    [Fact]
    public async Task Nothing_is_read_while_no_board_is_open()
    {
        Assert.False(Watch.IsLooking);
        var (one, other) = (Watch.Watch(1, _ => Task.CompletedTask), Watch.Watch(1, _ => Task.CompletedTask));
        one.Dispose();
        Assert.True(Watch.IsLooking);
        other.Dispose();
        Assert.False(Watch.IsLooking);

        var told = 0;
        using var again = Watch.Watch(await RevisionAsync() - 1, _ => Count(ref told));
        await _site.UntilAsync(() => told == 1);
    }

    private static Task Count(ref int told)
    {
        told++;
        return Task.CompletedTask;
    }

    private Task<long> RevisionAsync() => _services.GetRequiredService<RevisionClock>().ReadAsync(TestContext.Current.CancellationToken);
}
