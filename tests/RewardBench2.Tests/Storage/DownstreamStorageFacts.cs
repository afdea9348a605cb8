using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>What holds of downstream results on every database; one subclass each.</summary>
public abstract class DownstreamStorageFacts : IAsyncLifetime
{
    private TestDatabase _test = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DownstreamTable Table => new(_test.Database);

    private protected abstract Task<TestDatabase> OpenAsync();

    public async ValueTask InitializeAsync() => _test = await OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _test?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Results_come_back_as_they_went_in()
    {
        Assert.True(await Table.ImportAsync(Source("table", "r1"), [Row("a/b", n: 16), Row("a/c", n: null)], Cancellation));
        var source = Assert.Single(await Table.ReadSourcesAsync(Cancellation));
        Assert.Equal(("table", DownstreamProvenance.Published, true, 2), (source.Title, source.Provenance, source.IsReviewed, source.Results));
        var rows = await ReadAsync();
        Assert.Equal(["a/b", "a/c"], rows.Select(row => row.Model));
        Assert.Equal([16, null], rows.Select(row => row.N));
        Assert.Equal(0.61, rows[0].Stated["Average"]);
    }

    [Fact]
    public async Task The_same_results_twice_change_nothing_and_others_replace_them()
    {
        await Table.ImportAsync(Source("table", "r1"), [Row("a/b", n: 16)], Cancellation);
        Assert.False(await Table.ImportAsync(Source("table", "r1"), [Row("a/b", n: 16)], Cancellation));
        Assert.True(await Table.ImportAsync(Source("table", "r2"), [Row("a/x", n: 16)], Cancellation));
        Assert.Equal("a/x", Assert.Single(await ReadAsync()).Model);
    }

    [Fact]
    public async Task A_visitor_cannot_replace_an_operators_results_and_waits_for_a_review()
    {
        await Table.ImportAsync(Source("table", "r1"), [Row("a/b", n: 16)], Cancellation);
        var handedIn = await Table.SubmitAsync(Source("table", "r2"), [Row("a/x", n: 16)], Cancellation);
        Assert.Equal([true, false], (await Table.ReadSourcesAsync(Cancellation)).Select(source => source.IsReviewed));
        Assert.Null(await Table.SubmitAsync(Source("table", "r2"), [Row("a/x", n: 16)], Cancellation));

        Assert.True(await Table.ReviewAsync(handedIn!.Value, isApproved: true, Cancellation));
        Assert.All(await Table.ReadSourcesAsync(Cancellation), source => Assert.True(source.IsReviewed));
        Assert.True(await Table.ReviewAsync(handedIn.Value, isApproved: false, Cancellation));
        Assert.Equal("a/b", Assert.Single(await ReadAsync()).Model);
    }

    [Fact]
    public async Task What_waits_for_review_is_counted_for_its_visitor_and_in_all_and_read_apart_from_what_counts()
    {
        await Table.ImportAsync(Source("table", "r1"), [Row("a/b", n: 16)], Cancellation);
        await Table.SubmitAsync(Source("ours", "r2") with { Visitor = "v1" }, [Row("a/x", n: 16), Row("a/y", n: 16)], Cancellation);
        await Table.SubmitAsync(Source("theirs", "r3") with { Visitor = "v2" }, [Row("a/z", n: 16)], Cancellation);

        Assert.Equal((2, 3), await Table.CountUnreviewedAsync("v1", Cancellation));
        Assert.Equal((0, 3), await Table.CountUnreviewedAsync("v3", Cancellation));
        Assert.Equal("a/b", Assert.Single(await ReadAsync()).Model);
        Assert.Equal(["a/x", "a/y"], (await Table.ReadAsync(isReviewed: false, take: 2, Cancellation)).Select(row => row.Model));
    }

    private Task<IReadOnlyList<DownstreamRow>> ReadAsync() => Table.ReadAsync(isReviewed: true, take: 100, Cancellation);

    [Fact]
    public async Task An_operators_results_are_not_up_for_review()
    {
        await Table.ImportAsync(Source("table", "r1"), [Row("a/b", n: 16)], Cancellation);
        var source = Assert.Single(await Table.ReadSourcesAsync(Cancellation));
        Assert.False(await Table.ReviewAsync(source.SourceId, isApproved: false, Cancellation));
    }

    private static NewDownstreamSource Source(string title, string revision) => new(title, "https://example.org/", revision, DateTimeOffset.UnixEpoch);

    private static DownstreamRow Row(string model, int? n) => new()
    {
        SourceId = 0,
        Model = model,
        Task = "MATH",
        Method = n is null ? "ppo" : "best-of-n",
        N = n,
        Score = 0.5,
        Policy = "Tulu",
        SourceGroup = null,
        BaseModel = null,
        Settings = null,
        StatedScores = """{"Average":0.61}""",
    };
}

public sealed class SqliteDownstreamStorageTests : DownstreamStorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.SqliteAsync();
}

public sealed class PostgresDownstreamStorageTests(PostgresServer server) : DownstreamStorageFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.PostgresAsync(server);
}
