using System.Text.Json.Nodes;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Dpo;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Templates;
using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Backends.Dpo;

public sealed class DpoBackendTests
{
    private static readonly Prompt TwoAnswers = new("1", "Math", "1+1?", [new("two", true), new("three", false)]);

    [Fact]
    public async Task The_reward_is_beta_times_the_difference_over_the_completion_alone()
    {
        // Every letter is a token. The policy finds each half as unlikely as the reference does; "raw" adds two line breaks.
        await using var policy = await FakeServer.StartAsync(request => Echo(request, perLetter: -0.5));
        await using var reference = await FakeServer.StartAsync(request => Echo(request, perLetter: -1.0));
        await using var backend = Backend(policy, reference, beta: 0.1);

        var rewards = await RewardAsync(backend);

        Assert.Equal([0.15, 0.25], rewards.Rewards.Select(reward => Math.Round(reward, 12)));
        var request = policy.Requests.First(sent => sent.Body.Contains("two", StringComparison.Ordinal));
        Assert.Equal("/v1/completions", request.Path);
        Assert.Equal(
            """{"model":"p","prompt":"1+1?\n\ntwo","max_tokens":1,"temperature":0,"echo":true,"logprobs":1,"add_special_tokens":false}""",
            request.Json.ToJsonString(EndpointClient.Readable));
    }

    [Fact]
    public async Task A_server_without_echo_is_asked_for_prompt_logprobs()
    {
        var meter = new RunMeter();
        await using var server = await FakeServer.StartAsync(request => request.Json.ContainsKey("echo")
            ? new FakeAnswer(400, """{"error":{"message":"echo is not supported"}}""")
            : PromptLogprobs(request, perLetter: -2));
        await using var client = TestClients.Create(server.Url, meter: meter);
        var logprobs = new CompletionLogprobs(client, "p");

        Assert.Equal(-6, await logprobs.SumAsync("1+1?\n\ntwo", from: 6, TestContext.Current.CancellationToken));
        Assert.Equal(-10, await logprobs.SumAsync("1+1?\n\nthree", from: 6, TestContext.Current.CancellationToken));
        Assert.Equal(3, server.Requests.Count);
        Assert.StartsWith("prompt_logprobs in place of echo", Assert.Single(meter.Read().Changes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_split_over_tokens_do_not_shift_the_border()
    {
        // The picture in the prompt comes back as three marks of replacement instead of two characters.
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, """
            {"choices":[{"logprobs":{"tokens":["Say","�","�","�"," please","\n\n","yes"," sir","!"],"token_logprobs":[null,-9,-9,-9,-9,-9,-1,-2,-7]}}],"usage":{"prompt_tokens":8,"completion_tokens":1}}
            """));
        await using var client = TestClients.Create(server.Url);

        var sum = await new CompletionLogprobs(client, "p").SumAsync("Say😀 please\n\nyes sir", from: 14, TestContext.Current.CancellationToken);

        Assert.Equal(-3, sum);
    }

    [Theory]
    [InlineData("""{"choices":[{"text":"x","logprobs":null}]}""", "gives no log-probabilities")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["1+1?"],"token_logprobs":[null]}}]}""", "none of them of the completion")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["1","2"],"token_logprobs":[null]}}]}""", "1 rewards for 2 completions")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["1+1?","\n\n","t","wo"],"token_logprobs":[null,-1,null,-1]}}],"usage":{"prompt_tokens":4,"completion_tokens":0}}""", "no log-probability for token 3")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["token_id:16","token_id:10","token_id:198"],"token_logprobs":[null,-1,-1]}}],"usage":{"prompt_tokens":3,"completion_tokens":0}}""", "return-tokens-as-token-ids")]
    [InlineData("""{"choices":[{"logprobs":{"tokens":["Ġone","Ċ"],"token_logprobs":[null,-1]}}],"usage":{"prompt_tokens":2,"completion_tokens":0}}""", "do not spell the text")]
    [InlineData("""{"choices":[{"prompt_logprobs":[null,{"5":{"logprob":-1,"decoded_token":null}}]}]}""", "does not spell its tokens")]
    [InlineData("""{"choices":[{"prompt_logprobs":[null,{"5":{"logprob":-1,"decoded_token":"1+1?\n\n"}},null]}]}""", "no log-probability for token 3")]
    public async Task A_server_without_log_probabilities_fails_with_its_reason(string answer, string says)
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, answer));
        await using var backend = Backend(server, server, beta: 1);

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(backend));

        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
    }

    private static FakeAnswer Echo(FakeRequest request, double perLetter)
    {
        var text = request.Json["prompt"]!.ToString() + "!";
        return FakeAnswer.Json(new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject
            {
                ["logprobs"] = new JsonObject
                {
                    ["tokens"] = new JsonArray([.. text.Select(letter => JsonValue.Create(letter.ToString()))]),
                    ["token_logprobs"] = new JsonArray([.. text.Select((_, index) => index == 0 ? null : JsonValue.Create(perLetter))]),
                },
            }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = text.Length - 1, ["completion_tokens"] = 1 },
        });
    }

    private static FakeAnswer PromptLogprobs(FakeRequest request, double perLetter) => FakeAnswer.Json(new JsonObject
    {
        ["choices"] = new JsonArray(new JsonObject
        {
            ["prompt_logprobs"] = new JsonArray([.. request.Json["prompt"]!.ToString().Select((letter, index) => index == 0
                ? null
                : (JsonNode)new JsonObject
                {
                    [$"{(int)letter}"] = new JsonObject { ["logprob"] = perLetter, ["rank"] = 3, ["decoded_token"] = letter.ToString() },
                })]),
        }),
    });

    private static DisposingBackend Backend(FakeServer policy, FakeServer reference, double beta) =>
        new(TestClients.Create(policy.Url), TestClients.Create(reference.Url), beta);

    private static Task<PromptRewards> RewardAsync(DisposingBackend backend) =>
        backend.Dpo.RewardAsync(TwoAnswers, TestContext.Current.CancellationToken);

    private sealed class DisposingBackend(EndpointClient policy, EndpointClient reference, double beta) : IAsyncDisposable
    {
        public DpoBackend Dpo { get; } = new(
            new CompletionLogprobs(policy, "p"), new CompletionLogprobs(reference, "r"), ChatTemplate.Parse("raw")!, beta);

        public async ValueTask DisposeAsync()
        {
            await policy.DisposeAsync();
            await reference.DisposeAsync();
        }
    }
}
