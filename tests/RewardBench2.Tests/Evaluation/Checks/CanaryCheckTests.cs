using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Checks;

namespace RewardBench2.Tests.Evaluation.Checks;

public sealed class CanaryCheckTests
{
    [Fact]
    public async Task A_sigmoid_is_recognised_and_the_launch_command_given()
    {
        await using var server = await FakeRewardServers.VllmAsync((_, text) => FakeRewardServers.Sigmoid(FakeRewardServers.Raw(text)));

        var report = await CheckAsync(server, "vllm-classify", "raw");

        AssertFailed(report, "passed through a sigmoid or softmax", mayRunAnyway: true);
        Assert.StartsWith("vllm serve MODEL", report.LaunchCommand, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_ones_are_explained()
    {
        await using var server = await FakeRewardServers.SglangAsync(_ => 1.0);

        AssertFailed(await CheckAsync(server, "sglang-classify", "raw"), "SGLang's /v1/classify", mayRunAnyway: false);
    }

    [Fact]
    public async Task A_constant_is_no_reward_model()
    {
        await using var server = await FakeRewardServers.OpenRlhfAsync(_ => -0.25);

        AssertFailed(await CheckAsync(server, "openrlhf", "raw"), "Every answer got the same score, −0.25", mayRunAnyway: false);
    }

    [Fact]
    public async Task A_turned_sign_is_recognised()
    {
        await using var server = await FakeRewardServers.OpenRlhfAsync(text => -FakeRewardServers.Raw(text));

        AssertFailed(await CheckAsync(server, "openrlhf", "raw"), "4 of 4 good answers", mayRunAnyway: true);
    }

    [Fact]
    public async Task Another_number_each_time_is_reported()
    {
        var noise = 0;
        await using var server = await FakeRewardServers.OpenRlhfAsync(text => FakeRewardServers.Raw(text) + (Interlocked.Increment(ref noise) * 1e-5));

        var report = await CheckAsync(server, "openrlhf", "raw");

        Assert.Equal(CanaryVerdict.Warnings, report.Verdict);
        Assert.Contains("the second time", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wild_differences_stop_the_run()
    {
        var turn = 0;
        await using var server = await FakeRewardServers.OpenRlhfAsync(text =>
            FakeRewardServers.Raw(text) * (Interlocked.Increment(ref turn) > 16 ? 2 : 1));

        AssertFailed(await CheckAsync(server, "openrlhf", "raw"), "Turn off dropout and sampling", mayRunAnyway: true);
    }

    [Fact]
    public async Task Silent_cutting_of_long_conversations_is_seen()
    {
        await using var server = await FakeRewardServers.OpenRlhfAsync(text => text.Length > 4_000 ? -1 : FakeRewardServers.Raw(text));

        var report = await CheckAsync(server, "openrlhf", "raw");

        Assert.Equal(CanaryVerdict.Warnings, report.Verdict);
        Assert.Contains("1,500 tokens are silently cut before their end", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cutting_at_the_length_that_was_asked_for_is_no_fault()
    {
        await using var server = await FakeRewardServers.OpenRlhfAsync(text => text.Length > 8_000 ? -1 : FakeRewardServers.Raw(text));

        var report = await CheckAsync(server, "openrlhf", "raw");

        Assert.Equal(CanaryVerdict.ReadsWell, report.Verdict);
        Assert.Contains(report.Steps, step => step.Reason == "Cut at 2,048 tokens, as requested.");
    }

    [Fact]
    public async Task A_refusal_of_long_conversations_is_told_with_the_servers_words()
    {
        await using var server = await FakeServer.StartAsync(request => request.Path != "/get_reward" ? FakeAnswer.NotFound
            : request.Body.Length > 12_000 ? new FakeAnswer(400, """{"error":{"message":"You passed 3015 input tokens, the context length is only 1024"}}""")
            : FakeAnswer.Json(new JsonObject
            {
                ["rewards"] = new JsonArray([.. request.Json["query"]!.AsArray().Select(text => JsonValue.Create(FakeRewardServers.Raw(text!.ToString())))]),
            }));

        var report = await CheckAsync(server, "openrlhf", "raw");

        Assert.Equal(CanaryVerdict.Warnings, report.Verdict);
        Assert.Contains("context length is only 1024", report.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, CanaryOutcome.Passed)]
    [InlineData(2, CanaryOutcome.Warning)]
    [InlineData(6, CanaryOutcome.Warning)]
    public async Task A_second_beginning_of_sequence_is_seen_where_tokens_are_counted(int tokens, CanaryOutcome outcome)
    {
        await using var server = await FakeRewardServers.VllmAsync(tokensOfBos: tokens);

        var report = await CheckAsync(server, "vllm-classify", "llama-3");

        Assert.Equal(outcome, report.Steps[^1].Outcome);
        Assert.Contains("<|begin_of_text|>", report.Steps[^1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, CanaryOutcome.Passed)]
    [InlineData(0, CanaryOutcome.Warning)]
    public async Task SGLang_should_add_the_beginning_of_sequence_itself(int added, CanaryOutcome outcome)
    {
        await using var server = await FakeRewardServers.SglangAsync(addedTokens: added);

        Assert.Equal(outcome, (await CheckAsync(server, "sglang-classify", "llama-3")).Steps[^1].Outcome);
    }

    [Fact]
    public async Task NaN_stops_the_run()
    {
        await using var server = await FakeServer.StartAsync(request =>
            request.Path == "/get_reward" ? new FakeAnswer(200, """{"rewards":[NaN,1,1,1]}""") : FakeAnswer.NotFound);

        AssertFailed(await CheckAsync(server, "openrlhf", "raw"), "NaN", mayRunAnyway: false);
    }

    [Fact]
    public async Task A_wrong_path_stops_the_run_with_the_request_and_the_answer()
    {
        await using var server = await FakeServer.StartAsync(_ => FakeAnswer.NotFound);

        var report = await CheckAsync(server, "openrlhf", "raw");

        AssertFailed(report, "no /get_reward", mayRunAnyway: false);
        var exchange = Assert.Single(report.Steps[0].Exchanges);
        Assert.Contains("capital of Australia", exchange.Request, StringComparison.Ordinal);
        Assert.Equal((404, """{"detail":"Not Found"}"""), (exchange.Status, exchange.Response));
    }

    [Fact]
    public async Task A_judge_without_a_verdict_stops_the_run_with_its_words()
    {
        await using var server = await FakeRewardServers.JudgeAsync(_ => "They are all wonderful!");

        var report = await CheckAsync(server, "judge-ranking", null);

        AssertFailed(report, "They are all wonderful!", mayRunAnyway: false);
        Assert.Equal(2, report.Reason.Split("The same happened here.").Length);
    }

    [Fact]
    public async Task A_ranking_judge_whose_ratings_cannot_be_read_does_not_start()
    {
        await using var server = await FakeRewardServers.JudgeAsync(question =>
            question.Contains("<answer_a>", StringComparison.Ordinal) ? FakeRewardServers.GoodVerdict(question) : "I rate it 8.5");

        var report = await CheckAsync(server, "judge-ranking", null);

        AssertFailed(report, "No single whole number from 1 to 10 can be read as the judge's rating. The answer: “I rate it 8.5”. Ties is always judged by ratings", mayRunAnyway: true);
        Assert.DoesNotContain("chat template", report.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("judge-ranking")]
    [InlineData("judge-ratings")]
    public async Task Every_judge_is_asked_for_a_rating_as_Ties_will_ask(string protocol)
    {
        await using var server = await FakeRewardServers.JudgeAsync();

        var report = await CheckAsync(server, protocol, null);

        Assert.Equal("The judge's verdicts can be read, favour good answers over bad ones and are repeatable.", report.Reason);
        Assert.Contains(server.Requests, request => request.Body.Contains("Only being right counts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_judge_that_prefers_gibberish_is_told_of_judges_not_of_heads()
    {
        await using var server = await FakeRewardServers.JudgeAsync(question => FakeRewardServers.GoodVerdict(question) == "9" ? "1" : "9");

        var report = await CheckAsync(server, "judge-ratings", null);

        AssertFailed(report, "A judge that prefers gibberish", mayRunAnyway: true);
        Assert.DoesNotContain("head", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_anyway_is_for_failures_where_it_makes_sense_and_is_recorded()
    {
        await using var server = await FakeRewardServers.VllmAsync((_, text) => FakeRewardServers.Sigmoid(FakeRewardServers.Raw(text)));
        await using var careful = BackendSessionTests.Open(server.Url, "raw", "vllm-classify");
        await using var bold = BackendSessionTests.Open(server.Url, "raw", "vllm-classify", runAnyway: true);
        await careful.ProbeAsync(TestContext.Current.CancellationToken);
        await bold.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.False(careful.MayStart(await careful.CheckAsync(TestContext.Current.CancellationToken)));
        Assert.True(bold.MayStart(await bold.CheckAsync(TestContext.Current.CancellationToken)));
        Assert.Equal((false, true, "Failed"), (careful.Card(null).RanAnyway, bold.Card(null).RanAnyway, bold.Card(null).Canaries));
    }

    [Fact]
    public void A_lengthy_conversation_has_about_the_tokens_it_promises() =>
        Assert.InRange(CanaryConversations.Lengthy(3_000).Text.Split(' ').Length * 1.2, 2_800, 3_600);

    private static async Task<CanaryReport> CheckAsync(FakeServer server, string protocol, string? template)
    {
        await using var run = BackendSessionTests.Open(server.Url, template, protocol);
        await run.ProbeAsync(TestContext.Current.CancellationToken);
        return await run.CheckAsync(TestContext.Current.CancellationToken);
    }

    private static void AssertFailed(CanaryReport report, string says, bool mayRunAnyway)
    {
        Assert.Equal(CanaryVerdict.Failed, report.Verdict);
        Assert.Contains(says, report.Reason, StringComparison.Ordinal);
        Assert.Equal(mayRunAnyway, report.MayRunAnyway);
    }
}
