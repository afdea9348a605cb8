using System.Collections.Concurrent;
using System.Text.Json;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Tests.Web;

namespace RewardBench2.Tests.Evaluation.Worker;

/// <summary>Judges as real servers make them, from submission by API to what is stored and shown.</summary>
public sealed class JudgeReadingTests : IAsyncDisposable
{
    private const int Rankings = 128;

    private readonly ScriptedSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_thinking_judge_votes_with_its_answer_and_never_with_its_thoughts()
    {
        var unfinished = 0;
        await using var server = await JudgeAsync(
            canary => Said($"<think>Is it [[C]] or [[D]]? Is it 3?</think>\n{canary}"),
            ranking: question => question.Length % 4 == 0 && Interlocked.Increment(ref unfinished) > 0
                ? Said("<think>So far [[A]] and")
                : Said("<think>[[A]]? Not [[C]].</think>The second is best. [[B]]"),
            rating: _ => Said("<|channel|>analysis<|message|>Perhaps 3.<|end|><|start|>assistant<|channel|>final<|message|>**Rating:** 8/10<|return|>"));

        var (judge, runId) = await RunAsync(server, "judge-ranking");

        Assert.True(unfinished is > 0 and < Rankings);
        AssertCounts(judge, truncated: unfinished);
        Assert.Equal([0, Rankings - unfinished, 0, 0], judge.GetProperty("positions").GetProperty("positions").EnumerateArray().Select(position => position.GetProperty("verdicts").GetInt32()));
        Assert.All((await ScoresAsync(runId)).Where(row => row.Subset == "Ties"), row => Assert.All(row.Scores, score => Assert.Equal(8, score)));
        Assert.Equal("ours", (await ReadAsync($"api/v1/runs/{runId}/protocol")).GetProperty("judgeReader").GetString());
    }

    [Fact]
    public async Task Ratings_are_stored_as_meant_however_they_are_written()
    {
        string[] forms = ["{0}/10", "{0} out of 10", "**{0}**", "[[{0}]]", "{0}.", "Rating: {0}/10", "**Score:** {0}", "\\boxed{{{0}}}", "{0}"];
        await using var server = await JudgeAsync(
            Said,
            ranking: _ => Said("[[A]]"),
            rating: question => Said(string.Format(null, forms[question.Length % forms.Length], RatingOf(CompletionIn(question)))));

        var (judge, runId) = await RunAsync(server, "judge-ratings");

        AssertCounts(judge);
        var rows = await ScoresAsync(runId);
        Assert.True(rows.Count > Rankings);
        Assert.All(rows, row => Assert.Equal(row.Texts.Select(RatingOf), row.Scores));
    }

    [Fact]
    public async Task A_run_finishes_with_its_blocked_and_overlong_prompts_counted_by_kind()
    {
        // Twenty prompts in a row, the first ones, get no verdict; ten would stop a run of failures.
        var kinds = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var turn = 0;
        await using var server = await JudgeAsync(
            Said,
            ranking: question => kinds.GetOrAdd(question, _ => Interlocked.Increment(ref turn)) switch
            {
                <= 4 => new FakeAnswer(400, """{"error":{"message":"Filtered by Azure OpenAI's content management policy.","code":"400","innererror":{"code":"ResponsibleAIPolicyViolation"}}}"""),
                <= 8 => new FakeAnswer(200, """{"choices":[{"message":null,"finish_reason":"SAFETY"}]}"""),
                <= 12 => new FakeAnswer(200, """{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":0,"total_tokens":9}}"""),
                <= 20 => new FakeAnswer(400, """{"error":{"message":"This model's maximum context length is 8192 tokens.","code":"context_length_exceeded"}}"""),
                _ => Said("[[A]]"),
            },
            rating: _ => Said("8"));

        var (judge, runId) = await RunAsync(server, "judge-ranking");

        AssertCounts(judge, refused: 8, tooLong: 8, unanswered: 4);
        var page = (await _site.Script.ReadAsync($"runs/{runId}")).AsShown();
        Assert.Contains(">20</strong> of", page, StringComparison.Ordinal);
        Assert.Contains("Too long", page, StringComparison.Ordinal);
        Assert.True((await ReadAsync($"api/v1/runs/{runId}/result")).GetProperty("Math").GetDouble() > 0);
        Assert.Equal(8 * 2, server.Requests.Count(request => kinds.TryGetValue(QuestionOf(request), out var place) && place is > 12 and <= 20));
    }

    [Fact]
    public async Task The_references_reader_can_be_chosen_and_is_named()
    {
        await using var server = await JudgeAsync(
            Said, ranking: _ => Said("[[A]] is poor. My choice is [[D]]"), rating: _ => Said("3/10"));

        var (judge, runId) = await RunAsync(server, "judge-ranking", new { reader = "reference" });

        AssertCounts(judge);
        Assert.Equal(Rankings, judge.GetProperty("positions").GetProperty("positions")[0].GetProperty("verdicts").GetInt32());
        Assert.All((await ScoresAsync(runId)).Where(row => row.Subset == "Ties"), row => Assert.All(row.Scores, score => Assert.Equal(10, score)));
        Assert.Equal("reference", (await ReadAsync($"api/v1/runs/{runId}/protocol")).GetProperty("judgeReader").GetString());
        Assert.Contains("reference: reads as the published code does", System.Net.WebUtility.HtmlDecode(await _site.Script.ReadAsync($"runs/{runId}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_judge_whose_reasoning_swallows_its_answers_is_told_so_before_the_run()
    {
        await using var server = await JudgeAsync(
            canary => new FakeAnswer(200, JsonSerializer.Serialize(new
            {
                choices = new[] { new { message = new { role = "assistant", content = (string?)null, reasoning_content = canary }, finish_reason = "stop" } },
            })),
            ranking: _ => Said("[[A]]"),
            rating: _ => Said("8"));
        var runId = await SubmitAsync(server, "judge-ranking", judge: null);

        var run = await _site.Script.UntilAsync(runId, "failed");

        Assert.Contains("into its reasoning field and left the content empty", run.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    /// <summary>A chat server that judges the canaries well, and everything else as a test says.</summary>
    private static Task<FakeServer> JudgeAsync(Func<string, FakeAnswer> canary, Func<string, FakeAnswer> ranking, Func<string, FakeAnswer> rating) =>
        FakeServer.StartAsync(request => request.Path switch
        {
            "/v1/models" => new FakeAnswer(200, """{"object":"list","data":[{"id":"judge","object":"model"}]}"""),
            "/v1/chat/completions" => QuestionOf(request) switch
            {
                var question when CanaryConversations.Clear.SelectMany(prompt => prompt.Completions).Any(completion => question.Contains(completion.Text, StringComparison.Ordinal)) =>
                    canary(FakeRewardServers.GoodVerdict(question)),
                var question when question.Contains("<answer_a>", StringComparison.Ordinal) => ranking(question),
                var question => rating(question),
            },
            _ => FakeAnswer.NotFound,
        });

    private static string QuestionOf(FakeRequest request) =>
        request.Path == "/v1/chat/completions" ? request.Json["messages"]!.AsArray()[^1]!["content"]!.ToString() : "";

    private static FakeAnswer Said(string words) => new(200, JsonSerializer.Serialize(new
    {
        choices = new[] { new { index = 0, message = new { role = "assistant", content = words }, finish_reason = "stop" } },
    }));

    private static string CompletionIn(string question)
    {
        var from = question.LastIndexOf("<answer>\n", StringComparison.Ordinal) + "<answer>\n".Length;
        return question[from..question.LastIndexOf("\n</answer>", StringComparison.Ordinal)];
    }

    // The text in the scores' file is prompt and completion; both end alike.
    private static double RatingOf(string text) => 1 + (text[^1] % 10);

    private static void AssertCounts(JsonElement judge, int truncated = 0, int refused = 0, int tooLong = 0, int unanswered = 0)
    {
        var all = judge.GetProperty("all");
        Assert.Equal(
            (0, truncated, refused, tooLong, unanswered),
            (Count("unparsed"), Count("truncated"), Count("refused"), Count("tooLong"), Count("unanswered")));

        int Count(string outcome) => all.GetProperty(outcome).GetInt32();
    }

    private async Task<string> SubmitAsync(FakeServer server, string protocol, object? judge) => (await _site.Script.SubmitAsync(new
    {
        model = "acme/judge",
        modelType = "Generative RM",
        dataset = "starter",
        backend = new { kind = "endpoint", protocol, url = server.Url, servedModel = "judge" },
        judge,
    })).RunId;

    private async Task<(JsonElement Judge, string RunId)> RunAsync(FakeServer server, string protocol, object? judge = null)
    {
        var runId = await SubmitAsync(server, protocol, judge);
        await _site.Script.UntilAsync(runId, "finished");
        return (await ReadAsync($"api/v1/runs/{runId}/judge"), runId);
    }

    private async Task<IReadOnlyList<ScoredRow>> ScoresAsync(string runId)
    {
        var file = await ReadAsync($"api/v1/runs/{runId}/scores");
        return [.. file.GetProperty("subset").EnumerateArray().Select((subset, row) => new ScoredRow(
            subset.GetString()!,
            [.. file.GetProperty("scores")[row].EnumerateArray().Select(score => score.GetDouble())],
            [.. file.GetProperty("text")[row].EnumerateArray().Select(text => text.GetString()!)]))];
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var document = JsonDocument.Parse(await _site.Script.ReadAsync(path));
        return document.RootElement.Clone();
    }

    private sealed record ScoredRow(string Subset, IReadOnlyList<double> Scores, IReadOnlyList<string> Texts);
}
