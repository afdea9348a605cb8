using System.Text.Json;
using RewardBench2.Tests.Web;

namespace RewardBench2.Tests.Evaluation.Worker;

/// <summary>A judge on the real site: what its pages and its API say of its bias and its failures.</summary>
public sealed class JudgeRunTests : IAsyncDisposable
{
    private readonly ScriptedSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_judge_that_always_takes_the_first_and_cannot_rate_is_shown_to_do_so()
    {
        await using var server = await FakeServer.StartAsync(request => request.Path switch
        {
            "/v1/models" => new FakeAnswer(200, """{"object":"list","data":[{"id":"judge","object":"model"}]}"""),
            "/v1/chat/completions" when request.Body.Contains("answer_a", StringComparison.Ordinal) => Say("The first. [[A]]"),
            "/v1/chat/completions" => Say("I cannot say."),
            _ => new FakeAnswer(404, "{}"),
        });
        var (runId, _) = await _site.Script.SubmitAsync(new
        {
            model = "acme/judge",
            modelType = "Generative RM",
            dataset = "starter",
            backend = new { kind = "endpoint", protocol = "judge-ranking", url = server.Url, servedModel = "judge" },
            judge = new { bothOrders = true },
            runAnyway = true,
        });
        await _site.Script.UntilAsync(runId, "finished");

        var judge = await ReadAsync($"api/v1/runs/{runId}/judge");
        var orders = judge.GetProperty("orders");
        Assert.Equal(128, orders.GetProperty("pairs").GetInt32());
        Assert.Equal(128, orders.GetProperty("samePosition").GetInt32());
        Assert.Equal([128, 0, 0, 0], judge.GetProperty("positions").GetProperty("positions").EnumerateArray().Select(position => position.GetProperty("verdicts").GetInt32()));
        Assert.Equal(judge.GetProperty("subsets")[5].GetProperty("answers").GetInt32(), judge.GetProperty("all").GetProperty("unparsed").GetInt32());

        var card = await ReadAsync($"api/v1/runs/{runId}/protocol");
        Assert.Equal(("judge-ranking", true, 2048), (card.GetProperty("protocol").GetString(), card.GetProperty("bothOrders").GetBoolean(), card.GetProperty("rankingTokens").GetInt32()));

        foreach (var path in new[] { $"runs/{runId}", "models/acme/judge" })
        {
            var page = (await _site.Script.ReadAsync(path)).AsShown();
            Assert.Contains("Position bias", page, StringComparison.Ordinal);
            Assert.Contains("100.0 %</strong> (128), and did neither in 0", page, StringComparison.Ordinal);
        }
    }

    private static FakeAnswer Say(string words) =>
        new(200, JsonSerializer.Serialize(new { choices = new[] { new { index = 0, message = new { role = "assistant", content = words }, finish_reason = "stop" } } }));

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var document = JsonDocument.Parse(await _site.Script.ReadAsync(path));
        return document.RootElement.Clone();
    }
}
