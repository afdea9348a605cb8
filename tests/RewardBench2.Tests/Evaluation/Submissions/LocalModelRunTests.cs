using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Onnx;
using RewardBench2.Tests.Evaluation.Backends.Onnx;

namespace RewardBench2.Tests.Evaluation.Submissions;

/// <summary>A local ONNX model from the operator's submission to its row on the leaderboard.</summary>
public sealed class LocalModelRunTests : IDisposable
{
    private static readonly Uri Submissions = new("api/v1/submissions", UriKind.Relative);

    private readonly string _models = Directory.CreateTempSubdirectory("local-models").FullName;
    private readonly AdminSite _site;

    public LocalModelRunTests()
    {
        TinyOnnxModel.WriteFolder(_models, token => token / 7f);
        _site = new AdminSite(new Dictionary<string, string> { ["Evaluation:ModelsFolder"] = _models });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static object Submission => new
    {
        model = "acme/local",
        modelType = "Seq. Classifier",
        dataset = "starter",
        backend = new { kind = "onnx", folder = "tiny-rm" },

        // The model's mean of letters knows nothing of quality, so its canaries fail.
        runAnyway = true,
    };

    public void Dispose()
    {
        _site.Dispose();
        Directory.Delete(_models, recursive: true);
    }

    [Fact]
    public async Task An_operators_local_model_is_checked_scored_and_ranked()
    {
        using var client = _site.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{AdminSite.Password}")));
        var script = _site.ScriptOf(client);

        var (runId, _) = await script.SubmitAsync(Submission);
        await script.UntilScoredAsync(runId, prompts: int.MaxValue);

        var run = await script.RunAsync(runId);
        Assert.Equal("finished", run.GetProperty("state").GetString());
        var leaderboard = await client.GetFromJsonAsync<JsonElement>("api/v1/leaderboard?dataset=starter", Cancellation);
        Assert.Contains(leaderboard.GetProperty("rows").EnumerateArray(), row => row.GetProperty("model").GetString() == "acme/local");
        await HasTheModelsOwnRewardsAsync(client, runId);
    }

    [Fact]
    public async Task A_visitor_on_this_very_machine_is_no_operator()
    {
        using var client = _site.CreateClient();

        using var refused = await client.PostAsJsonAsync(Submissions, Submission, Cancellation);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("operators only", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    // What is stored is what the model gives when it is asked directly.
    private async Task HasTheModelsOwnRewardsAsync(HttpClient client, string runId)
    {
        var scores = await client.GetFromJsonAsync<JsonElement>($"api/v1/runs/{runId}/scores", Cancellation);
        var id = scores.GetProperty("id")[0].GetString()!;
        var shown = await client.GetFromJsonAsync<JsonElement>($"api/v1/prompts/starter/{Uri.EscapeDataString(id)}", Cancellation);
        Completion[] completions =
        [
            .. shown.GetProperty("completions").EnumerateArray().Select(completion => new Completion(
                completion.GetProperty("text").GetString()!, completion.GetProperty("chosen").GetBoolean())),
        ];
        await using var model = OnnxClassifier.Open(_models, "tiny-rm", template: null, maxLength: 2_048);

        var direct = await model.RewardAsync(new Prompt(id, "Math", shown.GetProperty("prompt").GetString()!, completions), Cancellation);

        double[] stored = [.. scores.GetProperty("scores")[0].EnumerateArray().Select(Reward)];
        Assert.Equal(direct.Rewards.Count, stored.Length);
        Assert.All(direct.Rewards.Zip(stored), pair => Assert.Equal(pair.First, pair.Second, precision: 4));
    }

    private static double Reward(JsonElement score) => score.ValueKind == JsonValueKind.Array ? score[0].GetDouble() : score.GetDouble();
}
