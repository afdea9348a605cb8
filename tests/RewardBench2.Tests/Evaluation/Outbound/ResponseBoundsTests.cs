using System.Text.Json.Nodes;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

/// <summary>How long responses may be, and how much of them is held and kept.</summary>
public sealed class ResponseBoundsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public async Task A_response_one_byte_over_its_bound_is_refused(int bytes, bool isRead)
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, Json(bytes)));
        await using var client = TestClients.Create(server.Url);
        var asked = AskAsync(client, new ExpectedResponse(1_000));

        if (isRead)
        {
            Assert.Equal(bytes, (await asked).Length);
        }
        else
        {
            Assert.Contains("longer than", (await Assert.ThrowsAsync<PromptFailedException>(() => asked)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1_000, 10_000, true)]
    [InlineData(1_001, 10_000, false)]
    [InlineData(600, 999, false)]
    public async Task A_response_is_kept_while_it_is_short_and_the_run_has_room(int length, long perRun, bool isKept)
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, Json(length)));
        var options = TestClients.Options with { Responses = new ResponseBounds { Kept = 1_000, KeptPerRun = perRun } };
        var cache = new InMemoryResponseCache();
        var meter = new RunMeter(new RunMeterReading { KeptCharacters = 400 });
        await using var client = TestClients.Create(server.Url, options, cache: cache, meter: meter);

        await AskAsync(client, new ExpectedResponse(10_000));
        await AskAsync(client, new ExpectedResponse(10_000));

        Assert.Equal(isKept ? 1 : 2, server.Requests.Count);
        Assert.Equal(isKept ? 400 + length : 400, meter.Read().KeptCharacters);
    }

    [Fact]
    public async Task Long_responses_share_the_room_that_a_run_has_one_after_the_other()
    {
        var room = new ResponseRoom(100);
        using var first = room.Open();
        await first.ExtendAsync(70, Cancellation);
        using var second = room.Open();
        var waiting = second.ExtendAsync(70, Cancellation);
        using var third = room.Open();
        var behind = third.ExtendAsync(10, Cancellation);

        Assert.False(waiting.IsCompleted || behind.IsCompleted);
        first.Dispose();
        await waiting;
        await behind;
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_room_holds_nobody_back()
    {
        var room = new ResponseRoom(100);
        using var first = room.Open();
        await first.ExtendAsync(100, Cancellation);
        using var leaving = new CancellationTokenSource();
        using var second = room.Open();
        var given = second.ExtendAsync(100, leaving.Token);
        using var third = room.Open();
        var waiting = third.ExtendAsync(100, Cancellation);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        first.Dispose();
        await waiting;
    }

    [Fact]
    public async Task A_response_longer_than_all_the_room_is_read_alone()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, Json(200_000)));
        var options = TestClients.Options with { Responses = new ResponseBounds { UnderWay = 100_000 } };
        await using var client = TestClients.Create(server.Url, options);

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => AskAsync(client, new ExpectedResponse(300_000), number)));

        Assert.All(all, body => Assert.Equal(200_000, body.Length));
    }

    [Fact]
    public async Task A_key_that_the_server_repeats_is_not_kept()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, """{"said":"sk-secret-123"}"""));
        var cache = new RememberedResponses();
        await using var client = TestClients.Create(server.Url, apiKey: "sk-secret-123", cache: cache);

        await AskAsync(client, new ExpectedResponse(1_000));

        Assert.Equal("""{"said":"[key]"}""", Assert.Single(cache.Stored));
    }

    private static string Json(int length) => $"\"{new string('x', length - 2)}\"";

    private static Task<string> AskAsync(EndpointClient client, ExpectedResponse expected, int number = 1) =>
        client.PostAsync(client.Address.Root, new JsonObject { ["q"] = number }, reply => reply.Body, expected, Cancellation);

    private sealed class RememberedResponses : IResponseCache
    {
        public List<string> Stored { get; } = [];

        public Task<string?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task StoreAsync(string key, string response, CancellationToken cancellationToken)
        {
            Stored.Add(response);
            return Task.CompletedTask;
        }
    }
}
