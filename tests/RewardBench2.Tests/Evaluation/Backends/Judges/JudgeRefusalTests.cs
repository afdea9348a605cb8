using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using static RewardBench2.Tests.Evaluation.Backends.Judges.JudgeExchange;

namespace RewardBench2.Tests.Evaluation.Backends.Judges;

/// <summary>What becomes of requests that a judge's server refuses.</summary>
public sealed class JudgeRefusalTests
{
    private readonly RunMeter _meter = new();

    [Fact]
    public async Task A_system_message_that_the_model_does_not_take_is_put_before_the_users()
    {
        await using var server = await FakeServer.StartAsync(request =>
            request.Json["messages"]!.AsArray().Count > 1 ? new FakeAnswer(400, """{"error":{"message":"System role not supported"}}""") : Say("5"));
        await using var judge = Judge(_meter, server.Url, new JudgeRequest { Template = "=== system\nBe fair.\n=== ratings\n{prompt}/{completion}\n" }, "judge-ratings");

        Assert.Equal([5, 5, 5, 5], (await RewardAsync(judge, FourAnswers)).Rewards);
        Assert.StartsWith("Be fair.\n\nWhich?/", Text(server.Requests.Last()), StringComparison.Ordinal);
        Assert.Contains("System role not supported", Assert.Single(_meter.Read().Changes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_temperature_is_asked_without_it()
    {
        await using var server = await FakeServer.StartAsync(request => request.Json.ContainsKey("temperature")
            ? new FakeAnswer(400, """{"error":{"message":"Unsupported parameter: 'temperature' is not supported with this model.","param":"temperature"}}""")
            : Say("[[A]]"));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        Assert.Equal("parsed", (await RewardAsync(judge, FourAnswers)).Judgements[0].Outcome);
        Assert.StartsWith("temperature left out", Assert.Single(_meter.Read().Changes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_that_a_filter_rejects_counts_as_refused()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(
            400, """{"error":{"message":"The response was filtered due to the content management policy.","code":"content_filter"}}"""));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        var judgement = Assert.Single((await RewardAsync(judge, FourAnswers)).Judgements);
        Assert.Equal(("refused", "content_filter"), (judgement.Outcome, judgement.FinishReason));
        Assert.Contains("content management policy", judgement.Reason, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Moderation_that_forbids_a_prompt_does_not_stop_the_run()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(
            403, """{"error":{"message":"The model requires moderation. Your input was flagged for violence.","code":403}}"""));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        Assert.Equal("refused", (await RewardAsync(judge, FourAnswers)).Judgements[0].Outcome);
    }

    [Fact]
    public async Task A_prompt_that_is_too_long_is_asked_once_more_for_a_shorter_answer()
    {
        await using var server = await FakeServer.StartAsync(request => request.Json["max_tokens"]!.GetValue<int>() > 1_932
            ? new FakeAnswer(400, """{"error":{"message":"This model's maximum context length is 8192 tokens. However, you requested 8300 tokens (6252 in the messages, 2048 in the completion)."}}""")
            : Say("[[A]]"));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        Assert.Equal("parsed", (await RewardAsync(judge, FourAnswers)).Judgements[0].Outcome);
        Assert.Equal([2048, 1932], server.Requests.Select(request => request.Json["max_tokens"]!.GetValue<int>()));
        Assert.Empty(_meter.Read().Changes);
    }

    [Fact]
    public async Task A_prompt_that_stays_too_long_is_counted_as_such()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(400, """{"error":{"message":"prompt is too long"}}"""));
        await using var judge = Judge(_meter, server.Url, "judge-ratings");

        var rewards = await RewardAsync(judge, FourAnswers);

        Assert.Equal([-1, -1, -1, -1], rewards.Rewards);
        Assert.All(rewards.Judgements, judgement => Assert.Equal("too-long", judgement.Outcome));
        Assert.Contains("prompt is too long", rewards.Judgements[0].Reason, StringComparison.Ordinal);
        Assert.Equal(8, server.Requests.Count);
    }

    [Fact]
    public async Task A_limit_on_every_answer_is_learned_once()
    {
        await using var server = await FakeServer.StartAsync(request => request.Json["max_tokens"]!.GetValue<int>() > 1_000
            ? new FakeAnswer(400, """{"error":{"message":"max_tokens must be <= 1000","param":"max_tokens"}}""")
            : Say("[[A]]"));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        Assert.Equal("parsed", (await RewardAsync(judge, FourAnswers)).Judgements[0].Outcome);
        Assert.Equal("parsed", (await RewardAsync(judge, FourAnswers with { Id = "8" })).Judgements[0].Outcome);
        Assert.Equal([2048, 1000, 1000], server.Requests.Select(request => request.Json["max_tokens"]!.GetValue<int>()));
        Assert.Contains("at most 1000", Assert.Single(_meter.Read().Changes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":"max_tokens","code":"unsupported_parameter"}}""")]
    [InlineData("""{"error":{"message":"Unknown argument.","param":"max_tokens"}}""")]
    public async Task A_model_that_counts_completion_tokens_is_asked_in_its_way(string refusal)
    {
        await using var server = await FakeServer.StartAsync(request => request.Json.ContainsKey("max_tokens") ? new FakeAnswer(400, refusal) : Say("[[A]]"));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        Assert.Equal("parsed", (await RewardAsync(judge, FourAnswers)).Judgements[0].Outcome);
        Assert.Equal(2048, server.Requests.Last().Json["max_completion_tokens"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_temperature_out_of_range_is_left_to_the_server()
    {
        await using var server = await FakeServer.StartAsync(request => request.Json.ContainsKey("temperature")
            ? new FakeAnswer(422, """{"error":{"message":"temperature must be greater than 0","param":"temperature"}}""")
            : Say("[[A]]"));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        Assert.Equal("parsed", (await RewardAsync(judge, FourAnswers)).Judgements[0].Outcome);
    }

    [Fact]
    public async Task A_prompt_that_the_server_refuses_fails_alone()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(400, """{"error":{"message":"no such thing"}}"""));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(judge, FourAnswers));

        Assert.Contains("no such thing", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_stops_the_run()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(401, """{"error":{"message":"Incorrect API key provided"}}"""));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        Assert.False((await Assert.ThrowsAsync<RunStoppedException>(() => RewardAsync(judge, FourAnswers))).CanResume);
    }

    [Fact]
    public async Task An_error_inside_a_good_status_fails_the_prompt()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, """{"error":{"message":"Provider returned error","code":502}}"""));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(judge, FourAnswers));

        Assert.Contains("Provider returned error", failed.Message, StringComparison.Ordinal);
    }
}
