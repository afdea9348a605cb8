using RewardBench2.Benchmark;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

/// <summary>Every fault a server can commit, and how it ends: tried again, the prompt failed, or the run stopped.</summary>
public sealed class FaultTests
{
    private const string Good = """{"rewards":[2.5,-1.5]}""";

    private static readonly Prompt TwoAnswers = new("1", "Factuality", "Question", [new("Right", true), new("Wrong", false)]);

    // Status and body; how it ends when it lasts; whether it is asked again; what the message says.
    private static readonly (string Name, int Status, string Body, string End, bool IsAskedAgain, string Says)[] Known =
    [
        ("400, OpenAI's shape", 400, """{"error":{"message":"You passed 1015 input tokens","type":"BadRequestError","param":"input_tokens","code":400}}""", "prompt", false, "You passed 1015 input tokens"),
        ("400, old vLLM's shape", 400, """{"object":"error","message":"too long","type":"BadRequestError","param":null,"code":400}""", "prompt", false, "too long"),
        ("401 with an empty body", 401, "", "run", false, "requires a valid API key"),
        ("403", 403, """{"error":{"message":"no access"}}""", "run", false, "denied access"),
        ("404", 404, """{"detail":"Not Found"}""", "run", false, "Check the address, the protocol and the served model"),
        ("405", 405, """{"detail":"Method Not Allowed"}""", "run", false, "does not accept POST"),
        ("413", 413, """{"error":"payload too large","error_type":"Validation"}""", "prompt", true, "payload too large"),
        ("422, TEI's shape", 422, """{"error":"`inputs` must have less than 512 tokens","error_type":"Validation"}""", "prompt", false, "less than 512 tokens"),
        ("422, FastAPI's shape", 422, """{"detail":[{"loc":["body","text"],"msg":"field required"}]}""", "prompt", false, "field required"),
        ("424, TEI's backend", 424, """{"error":"CUDA out of memory","error_type":"Backend"}""", "prompt", true, "CUDA out of memory"),
        ("408", 408, "", "prompt", true, "408: no explanation"),
        ("409", 409, """{"error":{"message":"model is switching"}}""", "prompt", true, "model is switching"),
        ("425", 425, "Too Early", "prompt", true, "425: Too Early"),
        ("499, nginx", 499, "<html><head><title>499</title></head></html>", "prompt", true, "499: a web page titled “499”"),
        ("520, Cloudflare", 520, "error code: 520", "prompt", true, "error code: 520"),
        ("522, Cloudflare", 522, "error code: 522", "prompt", true, "error code: 522"),
        ("524, Cloudflare", 524, "error code: 524", "prompt", true, "error code: 524"),
        ("529, Anthropic", 529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "prompt", true, "Overloaded"),
        ("an error without words", 500, """{"error":null}""", "prompt", true, "500: {\"error\":null}"),
        ("429", 429, """{"error":"Model is overloaded","error_type":"Overloaded"}""", "pause", true, "kept rate-limiting requests"),
        ("500", 500, "Internal Server Error", "prompt", true, "500: Internal Server Error"),
        ("502 with a proxy's page", 502, "<html><title>Bad Gateway</title></html>", "prompt", true, "502: a web page"),
        ("503", 503, """{"error":"unhealthy","error_type":"Unhealthy"}""", "prompt", true, "unhealthy"),
        ("504", 504, "", "prompt", true, "504: no explanation"),
        ("a web page instead of JSON", 200, "<!doctype html><title>Sign in</title>", "prompt", true, "web page titled “Sign in”"),
        ("JSON cut off", 200, """{"rewards":[2.5,""", "prompt", true, "cut off"),
        ("nothing at all", 200, "", "prompt", true, "empty response"),
        ("too few scores", 200, """{"rewards":[2.5]}""", "prompt", true, "1 rewards for 2 completions"),
        ("too many scores", 200, """{"rewards":[2.5,1,0]}""", "prompt", true, "3 rewards for 2 completions"),
        ("NaN", 200, """{"rewards":[2.5,NaN]}""", "prompt", true, "NaN"),
        ("infinity by size", 200, """{"rewards":[2.5,1e999]}""", "prompt", true, "not a finite number"),
        ("a text for a number", 200, """{"rewards":["2.5","-1.5"]}""", "prompt", true, "a text"),
        ("null for a number", 200, """{"rewards":[null,1]}""", "prompt", true, "null"),
        ("an error beside the rewards", 200, """{"rewards":[2.5,1],"error":{"message":"worker died"}}""", "prompt", true, "worker died"),
        ("530, Cloudflare", 530, "error code: 1033", "prompt", true, "error code: 1033"),
        ("451", 451, """{"error":"unavailable for legal reasons"}""", "prompt", false, "legal reasons"),
        ("400 of an account without money", 400, """{"error":{"message":"Your credit balance is too low."}}""", "pause", false, "quota on that server is used up"),
        ("another member", 200, """{"scores":[1,2]}""", "prompt", true, "contains no “rewards”"),
        ("a number instead of a list", 200, """{"rewards":1}""", "prompt", true, "the server sent a number"),
    ];

    public static TheoryData<string> All { get; } = [.. Known.Select(fault => fault.Name)];

    public static TheoryData<string> Passing { get; } =
        [.. Known.Where(fault => fault.IsAskedAgain && fault.Status != 413).Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_lasting_fault_ends_with_its_reason(string name)
    {
        var fault = Known.Single(fault => fault.Name == name);
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(fault.Status, fault.Body));
        await using var backend = Backend(server.Url);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => RewardAsync(backend));

        Assert.Contains(fault.Says, failure.Message, StringComparison.Ordinal);
        Assert.Equal(fault.End, End(failure));
        Assert.Equal(fault.IsAskedAgain, server.Requests.Count > 1);
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_passing_fault_costs_only_another_attempt(string name)
    {
        var fault = Known.Single(fault => fault.Name == name);
        var first = 1;
        await using var server = await FakeServer.StartAsync(_ => Interlocked.Exchange(ref first, 0) == 1
            ? new FakeAnswer(fault.Status, fault.Body)
            : new FakeAnswer(200, Good));
        var meter = new RunMeter();
        await using var backend = Backend(server.Url, meter: meter);

        Assert.Equal([2.5, -1.5], (await RewardAsync(backend)).Rewards);
        Assert.Equal(1, meter.Read().Retries);
        Assert.Equal(2, meter.Read().Requests);
    }

    [Fact]
    public async Task A_refused_connection_pauses_the_run()
    {
        await using var backend = Backend(RawServer.NobodyThere());

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => RewardAsync(backend));

        Assert.True(stopped.CanResume);
        Assert.Contains("cannot be reached", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_has_pauses_the_run()
    {
        await using var backend = Backend(new Uri("http://no-such-host.invalid"));

        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => RewardAsync(backend));

        Assert.Contains("cannot be resolved", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_connection_fails_the_prompt()
    {
        await using var server = RawServer.Start(RawServer.ResetAsync);
        await using var backend = Backend(server.Url);

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(backend));

        Assert.Contains("broke the connection", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_stalls_fails_the_prompt()
    {
        await using var server = RawServer.Start(RawServer.StallAsync);
        await using var backend = Backend(
            server.Url, TestClients.Options with { IdleTimeout = TimeSpan.FromMilliseconds(30), MaxRetries = 1 });

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(backend));

        Assert.Contains("paused for more than", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_fails_the_prompt()
    {
        await using var server = RawServer.Start((_, token) => Task.Delay(Timeout.Infinite, token));
        await using var backend = Backend(
            server.Url, TestClients.Options with { AttemptTimeout = TimeSpan.FromMilliseconds(30), MaxRetries = 1 });

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(backend));

        Assert.Contains("no complete response within 0.03 s", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_drips_is_read_for_the_time_of_an_attempt_only()
    {
        await using var server = RawServer.Start(RawServer.DripAsync);
        await using var backend = Backend(
            server.Url, TestClients.Options with { AttemptTimeout = TimeSpan.FromMilliseconds(50), MaxRetries = 0 });

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(backend));

        Assert.Contains("too slow", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_read_to_the_limit_only()
    {
        await using var server = RawServer.Start(RawServer.FloodAsync);
        await using var backend = Backend(server.Url, TestClients.Options with { Responses = new() { Rewards = 50_000 } });

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(backend));

        Assert.Contains("longer than the 97 KB", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_announced_giant_is_not_read_at_all()
    {
        await using var server = RawServer.Start(async (socket, token) =>
        {
            await RawServer.SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
            await Task.Delay(Timeout.Infinite, token);
        });
        await using var backend = Backend(server.Url);

        await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(backend));
    }

    [Fact]
    public async Task Cancelling_is_no_failure()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await FakeServer.StartAsync(async _ =>
        {
            await cancel.CancelAsync();
            return new FakeAnswer(200, Good);
        });
        await using var backend = Backend(server.Url);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backend.RewardAsync(TwoAnswers, cancel.Token));
    }

    private static RewardServerBackend Backend(Uri url, EndpointOptions? options = null, RunMeter? meter = null) =>
        new(TestClients.Create(url, options, meter: meter), new OpenRlhf(new ServerSettings()), template: null, maxLength: null);

    private static Task<PromptRewards> RewardAsync(RewardServerBackend backend) =>
        backend.RewardAsync(TwoAnswers, TestContext.Current.CancellationToken);

    private static string End(Exception failure) => failure switch
    {
        PromptFailedException => "prompt",
        RunStoppedException { CanResume: true } => "pause",
        RunStoppedException => "run",
        _ => failure.ToString(),
    };
}
