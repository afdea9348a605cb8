using System.Text.Json.Nodes;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Backends.Judges;

public sealed class JudgeBackendTests
{
    private static readonly Prompt FourAnswers = new(
        "7", "Focus", "Which?", [new("RIGHT", true), new("wrong 1", false), new("wrong 2", false), new("wrong 3", false)]);

    private static readonly Prompt TiesPrompt = new("tied:1", "Ties", "Name a colour.", [new("Red", true), new("Seven", false)]);

    private readonly RunMeter _meter = new();

    [Fact]
    public async Task The_winner_of_a_ranking_earns_one_wherever_it_stood()
    {
        await using var server = await FakeServer.StartAsync(request => Say($"Clear. [[{LetterOf(request, "RIGHT")}]]"));
        await using var judge = Judge(server.Url, "judge-ranking");

        var rewards = await RewardAsync(judge, FourAnswers);

        Assert.Equal([1, 0, 0, 0], rewards.Rewards);
        var judgement = Assert.Single(rewards.Judgements);
        Assert.Equal(("parsed", "stop", 1L, 900L, 210L), (judgement.Outcome, judgement.FinishReason, judgement.Seed, judgement.InputTokens, judgement.OutputTokens));
        Assert.Equal(string.Join(',', Placement.Draw(1, "7", 4)), judgement.ShownOrder);
        Assert.Equal(judgement.ShownOrder!.Split(',').IndexOf("0"), judgement.Verdict![0] - 'A');
        Assert.Contains("RIGHT", judgement.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_is_the_documented_one()
    {
        await using var server = await FakeServer.StartAsync(_ => Say("[[A]]"));
        await using var judge = Judge(server.Url, "judge-ranking", apiKey: "sk-1");
        var preview = judge.Preview(FourAnswers);

        await RewardAsync(judge, FourAnswers);

        var request = server.Requests.Single();
        Assert.Equal(("POST", "/v1/chat/completions", "Bearer sk-1"), (request.Method, request.Path, request.Authorization));
        Assert.Equal(preview, request.Body);
        Assert.Equal((0, 2048), (request.Json["temperature"]!.GetValue<int>(), request.Json["max_tokens"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"Hard to say."},"finish_reason":"stop"}]}""", "unparsed", "Hard to say.")]
    [InlineData("""{"choices":[{"message":{"content":"First, [[A]] seems"},"finish_reason":"length"}]}""", "truncated", "First, [[A]] seems")]
    [InlineData("""{"choices":[{"message":{"content":null,"reasoning":"Let me think [[A]]"},"finish_reason":"length"}]}""", "truncated", "Let me think [[A]]")]
    [InlineData("""{"choices":[{"message":{"content":null,"reasoning_content":"So [[A]]"},"finish_reason":"stop"}]}""", "unparsed", "So [[A]]")]
    [InlineData("""{"choices":[{"message":{"content":null,"refusal":"I will not."},"finish_reason":"stop"}]}""", "refused", "I will not.")]
    [InlineData("""{"choices":[{"message":{"content":""},"finish_reason":"content_filter"}]}""", "refused", "")]
    [InlineData("""{"choices":[{"message":{"content":""},"finish_reason":"error"}]}""", "unanswered", "")]
    [InlineData("""{"choices":[{"message":{"content":"So [[A]]"},"finish_reason":"error"}]}""", "unanswered", "")]
    [InlineData("""{"choices":[{"message":{"content":"So [[A]]"},"finish_reason":"MAX_TOKENS"}]}""", "truncated", "So [[A]]")]
    [InlineData("""{"choices":[{"message":{"content":"<think>So [[A]]"},"finish_reason":"stop"}]}""", "truncated", "<think>So [[A]]")]
    [InlineData("""{"choices":[{"message":{"content":"[[A]], [[B]], [[C]] or [[D]]"},"finish_reason":"stop"}]}""", "unparsed", "[[A]], [[B]], [[C]] or [[D]]")]
    [InlineData("""{"choices":[]}""", "unanswered", "")]
    [InlineData("""{"choices":null}""", "unanswered", "")]
    [InlineData("""{"choices":[{"message":null,"finish_reason":"stop"}]}""", "unanswered", "")]
    [InlineData("""{"choices":[{"message":null,"finish_reason":"content_filter"}]}""", "refused", "")]
    [InlineData("""{"choices":[{"message":{"role":"assistant"},"finish_reason":"PROHIBITED_CONTENT"}]}""", "refused", "")]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"refusal","refusal":"No."}]},"finish_reason":"stop"}]}""", "refused", "No.")]
    [InlineData("""{"promptFeedback":{"blockReason":"SAFETY"}}""", "refused", "")]
    [InlineData("""{"error":{"message":"Your input was flagged","code":403}}""", "refused", "")]
    [InlineData("""{"error":{"message":"This endpoint's maximum context length is 10 tokens, you requested 5000 tokens"}}""", "too-long", "")]
    public async Task An_answer_without_a_verdict_votes_for_nobody(string answer, string outcome, string text)
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, answer));
        await using var judge = Judge(server.Url, "judge-ranking");

        var rewards = await RewardAsync(judge, FourAnswers);

        Assert.Equal(0.25, BestOfFour.Accuracy([new ScoredPrompt("7", Subset.Focus, rewards.Rewards)]));
        var judgement = Assert.Single(rewards.Judgements);
        Assert.Equal((outcome, text, null), (judgement.Outcome, judgement.Text, judgement.Verdict));
        Assert.False(string.IsNullOrWhiteSpace(judgement.Reason));
    }

    [Theory]
    [InlineData("""[{"type":"text","text":"[[A"},{"type":"text","text":"]]"}]""")]
    [InlineData("""[{"type":"thinking","thinking":[{"type":"text","text":"[[B]]?"}]},{"type":"text","text":"[[A]]"}]""")]
    [InlineData("""[{"type":"text","text":"[[A]]"},{"type":"reasoning","text":"[[B]]?"}]""")]
    [InlineData("""["[[A]]"]""")]
    [InlineData("""{"type":"text","text":"[[A]]"}""")]
    public async Task Content_in_parts_is_joined_without_its_thoughts(string content)
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, $$$"""{"choices":[{"message":{"content":{{{content}}}}}]}"""));
        await using var judge = Judge(server.Url, "judge-ranking");

        Assert.Equal("A", (await RewardAsync(judge, FourAnswers)).Judgements[0].Verdict);
    }

    [Fact]
    public async Task Ratings_are_rewards_and_a_failed_one_is_minus_one()
    {
        await using var server = await FakeServer.StartAsync(request => Say(
            Text(request).Contains("RIGHT", StringComparison.Ordinal) ? "Good.\n9" : Text(request).Contains("wrong 1", StringComparison.Ordinal) ? "no number" : "4"));
        await using var judge = Judge(server.Url, "judge-ratings");

        var rewards = await RewardAsync(judge, FourAnswers);

        Assert.Equal([9, -1, 4, 4], rewards.Rewards);
        Assert.Equal([0, 1, 2, 3], rewards.Judgements.Select(judgement => judgement.CompletionPosition));
        Assert.Equal(["parsed", "unparsed", "parsed", "parsed"], rewards.Judgements.Select(judgement => judgement.Outcome));
        Assert.All(server.Requests, request => Assert.Equal(1024, request.Json["max_tokens"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Ties_is_rated_with_a_prompt_of_its_own_even_by_a_ranking_judge()
    {
        await using var server = await FakeServer.StartAsync(request => Say(Text(request).Contains("Red", StringComparison.Ordinal) ? "10" : "1"));
        await using var judge = Judge(server.Url, "judge-ranking");

        Assert.Equal([10, 1], (await RewardAsync(judge, TiesPrompt)).Rewards);
        Assert.All(server.Requests, request => Assert.Contains("Only being right counts", Text(request), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Both_orders_show_a_bias_for_a_position()
    {
        await using var server = await FakeServer.StartAsync(_ => Say("Always the first: [[A]]"));
        await using var judge = Judge(server.Url, new JudgeRequest { BothOrders = true });

        var rewards = await RewardAsync(judge, FourAnswers);

        var orders = rewards.Judgements.Select(judgement => judgement.ShownOrder!).ToList();
        Assert.Equal(orders[0], string.Join(',', orders[1].Split(',').Reverse()));
        Assert.Equal(2, rewards.Rewards.Count(reward => reward == 0.5));
        Assert.Equal(["A", "A"], rewards.Judgements.Select(judgement => judgement.Verdict));
    }

    [Fact]
    public async Task A_system_message_that_the_model_does_not_take_is_put_before_the_users()
    {
        await using var server = await FakeServer.StartAsync(request =>
            request.Json["messages"]!.AsArray().Count > 1 ? new FakeAnswer(400, """{"error":{"message":"System role not supported"}}""") : Say("5"));
        await using var judge = Judge(server.Url, new JudgeRequest { Template = "=== system\nBe fair.\n=== ratings\n{prompt}/{completion}\n" }, "judge-ratings");

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
        await using var judge = Judge(server.Url, "judge-ranking");

        Assert.Equal("parsed", (await RewardAsync(judge, FourAnswers)).Judgements[0].Outcome);
        Assert.StartsWith("temperature left out", Assert.Single(_meter.Read().Changes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_that_a_filter_rejects_counts_as_refused()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(
            400, """{"error":{"message":"The response was filtered due to the content management policy.","code":"content_filter"}}"""));
        await using var judge = Judge(server.Url, "judge-ranking");

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
        await using var judge = Judge(server.Url, "judge-ranking");

        Assert.Equal("refused", (await RewardAsync(judge, FourAnswers)).Judgements[0].Outcome);
    }

    [Fact]
    public async Task A_prompt_that_is_too_long_is_asked_once_more_for_a_shorter_answer()
    {
        await using var server = await FakeServer.StartAsync(request => request.Json["max_tokens"]!.GetValue<int>() > 1_932
            ? new FakeAnswer(400, """{"error":{"message":"This model's maximum context length is 8192 tokens. However, you requested 8300 tokens (6252 in the messages, 2048 in the completion)."}}""")
            : Say("[[A]]"));
        await using var judge = Judge(server.Url, "judge-ranking");

        Assert.Equal("parsed", (await RewardAsync(judge, FourAnswers)).Judgements[0].Outcome);
        Assert.Equal([2048, 1932], server.Requests.Select(request => request.Json["max_tokens"]!.GetValue<int>()));
        Assert.Empty(_meter.Read().Changes);
    }

    [Fact]
    public async Task A_prompt_that_stays_too_long_is_counted_as_such()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(400, """{"error":{"message":"prompt is too long"}}"""));
        await using var judge = Judge(server.Url, "judge-ratings");

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
        await using var judge = Judge(server.Url, "judge-ranking");

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
        await using var judge = Judge(server.Url, "judge-ranking");

        Assert.Equal("parsed", (await RewardAsync(judge, FourAnswers)).Judgements[0].Outcome);
        Assert.Equal(2048, server.Requests.Last().Json["max_completion_tokens"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_temperature_out_of_range_is_left_to_the_server()
    {
        await using var server = await FakeServer.StartAsync(request => request.Json.ContainsKey("temperature")
            ? new FakeAnswer(422, """{"error":{"message":"temperature must be greater than 0","param":"temperature"}}""")
            : Say("[[A]]"));
        await using var judge = Judge(server.Url, "judge-ranking");

        Assert.Equal("parsed", (await RewardAsync(judge, FourAnswers)).Judgements[0].Outcome);
    }

    [Fact]
    public async Task The_references_reader_reads_as_the_reference_does()
    {
        await using var server = await FakeServer.StartAsync(request =>
            Say(Text(request).Contains("<answer_a>", StringComparison.Ordinal) ? "[[B]] is bad, so [[A]] or [[C]]" : "3/10"));
        await using var judge = Judge(server.Url, new JudgeRequest { Reader = "reference" });

        Assert.Equal("A", (await RewardAsync(judge, FourAnswers)).Judgements[0].Verdict);
        Assert.Equal([10, 10], (await RewardAsync(judge, TiesPrompt)).Rewards);
    }

    [Fact]
    public async Task A_prompt_that_the_server_refuses_fails_alone()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(400, """{"error":{"message":"no such thing"}}"""));
        await using var judge = Judge(server.Url, "judge-ranking");

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(judge, FourAnswers));

        Assert.Contains("no such thing", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_stops_the_run()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(401, """{"error":{"message":"Incorrect API key provided"}}"""));
        await using var judge = Judge(server.Url, "judge-ranking");

        Assert.False((await Assert.ThrowsAsync<RunStoppedException>(() => RewardAsync(judge, FourAnswers))).CanResume);
    }

    [Fact]
    public async Task An_answer_without_a_choice_is_asked_for_again()
    {
        var first = 1;
        await using var server = await FakeServer.StartAsync(_ =>
            Interlocked.Exchange(ref first, 0) == 1 ? new FakeAnswer(200, """{"choices":[]}""") : Say("[[A]]"));
        await using var judge = Judge(server.Url, "judge-ranking");

        Assert.Equal("A", (await RewardAsync(judge, FourAnswers)).Judgements[0].Verdict);
    }

    [Fact]
    public async Task An_error_inside_a_good_status_fails_the_prompt()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, """{"error":{"message":"Provider returned error","code":502}}"""));
        await using var judge = Judge(server.Url, "judge-ranking");

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(judge, FourAnswers));

        Assert.Contains("Provider returned error", failed.Message, StringComparison.Ordinal);
    }

    private static FakeAnswer Say(string words) => FakeAnswer.Json(new JsonObject
    {
        ["id"] = "c",
        ["object"] = "chat.completion",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = words },
            ["finish_reason"] = "stop",
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 900, ["completion_tokens"] = 210, ["total_tokens"] = 1110 },
    });

    private static string Text(FakeRequest request) => request.Json["messages"]!.AsArray()[^1]!["content"]!.ToString();

    private static char LetterOf(FakeRequest request, string completion) => "ABCD".Single(letter =>
        Text(request).Contains($"<answer_{char.ToLowerInvariant(letter)}>\n{completion}\n", StringComparison.Ordinal));

    private JudgeBackend Judge(Uri url, string protocol, string? apiKey = null) =>
        new(TestClients.Create(url, apiKey: apiKey, meter: _meter), "m", JudgeSettings.From(null, isRanking: protocol == "judge-ranking"));

    private JudgeBackend Judge(Uri url, JudgeRequest request, string protocol = "judge-ranking") =>
        new(TestClients.Create(url, meter: _meter), "m", JudgeSettings.From(request, isRanking: protocol == "judge-ranking"));

    private static Task<PromptRewards> RewardAsync(JudgeBackend judge, Prompt prompt) =>
        judge.RewardAsync(prompt, TestContext.Current.CancellationToken);
}
