using RewardBench2.Benchmark;
using RewardBench2.Storage;

namespace RewardBench2.Tests.Storage;

/// <summary>What holds of search and flags on every database; one subclass each.</summary>
public abstract class PromptSearchFacts : IAsyncLifetime
{
    private TestDatabase _test = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract Task<TestDatabase> OpenAsync();

    public async ValueTask InitializeAsync() => _test = await OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _test?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("whale", "a,c")]
    [InlineData("WHALE", "a,c")]
    [InlineData("whale blue", "a")]
    [InlineData("whale -blue", "c")]
    [InlineData("\"blue whale\"", "a")]
    [InlineData("\"whale blue\"", "")]
    [InlineData("wha*", "a,c")]
    [InlineData("wha", "")]
    [InlineData("cat OR whale", "a,b,c")]
    [InlineData("don't", "b")]
    [InlineData("\"don't -x\"", "")]
    [InlineData("größe", "c")]
    [InlineData("quoted", "b")]
    [InlineData("title drop", "c")]
    [InlineData("NEAR", "")]
    public async Task A_search_finds_prompts_by_their_own_words_and_by_their_completions(string search, string found)
    {
        await ImportAsync();
        Assert.Equal(found, string.Join(',', await FindAsync(search)));
    }

    [Fact]
    public async Task A_replaced_dataset_is_no_longer_found_by_its_old_words()
    {
        await ImportAsync();
        await ImportAsync([new Prompt("z", "Math", "Only zebras here", [new Completion("1", IsChosen: true), new Completion("2", IsChosen: false)])], "other");
        Assert.Empty(await FindAsync("whale"));
        Assert.Equal(["z"], await FindAsync("zebras"));
    }

    [Fact]
    public async Task A_text_of_a_hundred_thousand_different_words_is_indexed()
    {
        var text = string.Join(' ', Enumerable.Range(0, 100_000).Select(number => $"w{number:x}"));
        await ImportAsync([new Prompt("long", "Math", text, [new Completion("1", IsChosen: true), new Completion("2", IsChosen: false)])]);
        Assert.Equal(["long"], await FindAsync("w1a"));
    }

    [Fact]
    public async Task Some_prompts_come_back_in_the_order_asked_for()
    {
        var first = await ImportAndFindFirstAsync();
        var table = new PromptTable(_test.Database);
        Assert.Equal(["c", "a"], (await table.ReadSomeAsync([first + 2, first], Cancellation)).Select(prompt => prompt.Id));
        Assert.Empty(await table.ReadSomeAsync([], Cancellation));
    }

    [Fact]
    public async Task A_flag_is_settled_once_and_moves_the_revision()
    {
        var promptId = await ImportAndFindFirstAsync();
        var flags = new FlagTable(_test.Database, TimeProvider.System);
        Assert.Null(await flags.AddAsync(new NewFlag(promptId, FlagReason.WrongLabel, "no", "v"), mostPerHour: 3, Cancellation));
        var revision = await new Revision(_test.Database).ReadAsync(Cancellation);

        var open = Assert.Single(await flags.ReadAsync("small", FlagState.Open, Cancellation));
        Assert.True(await flags.SettleAsync(open.FlagId, FlagState.Upheld, "right you are", Cancellation));
        Assert.False(await flags.SettleAsync(open.FlagId, FlagState.Dismissed, "or not", Cancellation));
        Assert.Equal("right you are", Assert.Single(await flags.ReadAsync("small", FlagState.Upheld, Cancellation)).Answer);
        Assert.NotEqual(revision, await new Revision(_test.Database).ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_visitor_flags_a_prompt_once_and_only_so_many_in_an_hour()
    {
        var promptId = await ImportAndFindFirstAsync();
        var flags = new FlagTable(_test.Database, TimeProvider.System);
        Assert.Null(await flags.AddAsync(new NewFlag(promptId, FlagReason.Other, "x", "v"), mostPerHour: 1, Cancellation));
        Assert.Equal(FlagRefusal.FlaggedBefore, await flags.AddAsync(new NewFlag(promptId, FlagReason.Other, "x", "v"), mostPerHour: 5, Cancellation));
        Assert.Equal(FlagRefusal.TooMany, await flags.AddAsync(new NewFlag(promptId + 1, FlagReason.Other, "x", "v"), mostPerHour: 1, Cancellation));
        Assert.Null(await flags.AddAsync(new NewFlag(promptId, FlagReason.Other, "x", "another"), mostPerHour: 1, Cancellation));
    }

    private async Task<IReadOnlyList<string>> FindAsync(string search)
    {
        var (expression, problem) = SearchExpression.Parse(search);
        Assert.Null(problem);
        var hits = await new PromptSearchTable(_test.Database).FindAsync(expression!, Cancellation);
        var dataset = await new DatasetTable(_test.Database).FindAsync("small", Cancellation);
        var prompts = await new PromptTable(_test.Database).ReadAllAsync(dataset!.DatasetId, Cancellation);
        return [.. prompts.Where(prompt => hits.Contains(prompt.PromptId)).Select(prompt => prompt.Id)];
    }

    private async Task<long> ImportAndFindFirstAsync()
    {
        await ImportAsync();
        var dataset = await new DatasetTable(_test.Database).FindAsync("small", Cancellation);
        return (await new PromptTable(_test.Database).ReadAllAsync(dataset!.DatasetId, Cancellation))[0].PromptId;
    }

    private Task<bool> ImportAsync(IReadOnlyList<Prompt>? prompts = null, string revision = "one") =>
        new DatasetTable(_test.Database).ImportAsync(
            new NewDataset("small", "A small set", StoredDatasetKind.Benchmark, revision, "a test", null, DateTimeOffset.UtcNow),
            prompts ??
            [
                new Prompt("a", "Math", "How long is a blue whale?", [new Completion("30 m", IsChosen: true), new Completion("3 m", IsChosen: false)]),
                new Prompt("b", "Math", "Why do cats purr? I don't know.", [new Completion("“Quoted” cat", IsChosen: true), new Completion("no", IsChosen: false)]),
                new Prompt("c", "Math", "Größe?", [new Completion("As a WHALE", IsChosen: true), new Completion("'); DROP TABLE title; --", IsChosen: false)]),
            ],
            replaceRuns: true,
            Cancellation);
}

public sealed class SqlitePromptSearchTests : PromptSearchFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.SqliteAsync();
}

public sealed class PostgresPromptSearchTests(PostgresServer server) : PromptSearchFacts
{
    private protected override Task<TestDatabase> OpenAsync() => TestDatabase.PostgresAsync(server);
}
