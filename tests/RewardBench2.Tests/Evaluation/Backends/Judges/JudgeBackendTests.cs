using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using static RewardBench2.Tests.Evaluation.Backends.Judges.JudgeExchange;

namespace RewardBench2.Tests.Evaluation.Backends.Judges;

/// <summary>What a judge's answers become.</summary>
public sealed class JudgeBackendTests
{
    private readonly RunMeter _meter = new();

    [Fact]
    public async Task The_winner_of_a_ranking_earns_one_wherever_it_stood()
    {
        await using var server = await FakeServer.StartAsync(request => Say($"Clear. [[{LetterOf(request, "RIGHT")}]]"));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

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
        await using var judge = Judge(_meter, server.Url, "judge-ranking", apiKey: "sk-1");
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
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        var rewards = await RewardAsync(judge, FourAnswers);

        Assert.Equal(0.25, BestOfK.Four.Score([new ScoredPrompt("7", Subsets.Focus, rewards.Rewards)]));
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
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        Assert.Equal("A", (await RewardAsync(judge, FourAnswers)).Judgements[0].Verdict);
    }

    [Fact]
    public async Task Ratings_are_rewards_and_a_failed_one_is_minus_one()
    {
        await using var server = await FakeServer.StartAsync(request => Say(
            Text(request).Contains("RIGHT", StringComparison.Ordinal) ? "Good.\n9" : Text(request).Contains("wrong 1", StringComparison.Ordinal) ? "no number" : "4"));
        await using var judge = Judge(_meter, server.Url, "judge-ratings");

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
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        Assert.Equal([10, 1], (await RewardAsync(judge, TiesPrompt)).Rewards);
        Assert.All(server.Requests, request => Assert.Contains("Only being right counts", Text(request), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Both_orders_show_a_bias_for_a_position()
    {
        await using var server = await FakeServer.StartAsync(_ => Say("Always the first: [[A]]"));
        await using var judge = Judge(_meter, server.Url, new JudgeRequest { BothOrders = true });

        var rewards = await RewardAsync(judge, FourAnswers);

        var orders = rewards.Judgements.Select(judgement => judgement.ShownOrder!).ToList();
        Assert.Equal(orders[0], string.Join(',', orders[1].Split(',').Reverse()));
        Assert.Equal(2, rewards.Rewards.Count(reward => reward == 0.5));
        Assert.Equal(["A", "A"], rewards.Judgements.Select(judgement => judgement.Verdict));
    }

    [Fact]
    public async Task The_references_reader_reads_as_the_reference_does()
    {
        await using var server = await FakeServer.StartAsync(request =>
            Say(Text(request).Contains("<answer_a>", StringComparison.Ordinal) ? "[[B]] is bad, so [[A]] or [[C]]" : "3/10"));
        await using var judge = Judge(_meter, server.Url, new JudgeRequest { Reader = "reference" });

        Assert.Equal("A", (await RewardAsync(judge, FourAnswers)).Judgements[0].Verdict);
        Assert.Equal([10, 10], (await RewardAsync(judge, TiesPrompt)).Rewards);
    }

    [Fact]
    public async Task An_answer_without_a_choice_is_asked_for_again()
    {
        var first = 1;
        await using var server = await FakeServer.StartAsync(_ =>
            Interlocked.Exchange(ref first, 0) == 1 ? new FakeAnswer(200, """{"choices":[]}""") : Say("[[A]]"));
        await using var judge = Judge(_meter, server.Url, "judge-ranking");

        Assert.Equal("A", (await RewardAsync(judge, FourAnswers)).Judgements[0].Verdict);
    }
}
