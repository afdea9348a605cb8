using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace RewardBench2.Tests.Web.Access;

/// <summary>A model's name belongs to who first showed a run of it, or to its publication; nobody else replaces its row.</summary>
public sealed class NameOwnershipTests : IClassFixture<NameOwnershipTests.Site>
{
    private const string Published = "Skywork/Skywork-Reward-V2-Llama-3.1-8B";
    private readonly AdminSite _site;
    private readonly HttpClient _visitor;
    private readonly SiteScript _script;

    public NameOwnershipTests(Site site)
    {
        _site = site.Admin;
        _visitor = _site.NewVisitor();
        _script = _site.ScriptOf(_visitor);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>One site for all of these facts.</summary>
    public sealed class Site : IDisposable
    {
        public AdminSite Admin { get; } = new();

        public void Dispose() => Admin.Dispose();
    }

    [Theory]
    [InlineData("baseline/longest")]
    [InlineData("Baseline/anything")]
    public async Task Nobody_takes_the_name_of_a_reference_model(string name)
    {
        using var refused = await _visitor.PostAsJsonAsync("api/v1/submissions", Baseline(name, "random"), Cancellation);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("model", (await ReadAsync(refused)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_baseline_is_called_one_whatever_type_was_submitted()
    {
        var run = await SubmitAsync(Baseline("names/baseline", "random"));
        await _script.UntilAsync(run.RunId, "finished");

        Assert.Equal("Baseline", (await RowAsync("names/baseline", run.RunId)).GetProperty("modelType").GetString());
    }

    [Fact]
    public async Task Another_visitors_file_does_not_replace_a_row()
    {
        var first = await SubmitAsync(Baseline("names/taken", "longest"));
        await _script.UntilAsync(first.RunId, "finished");
        await RowAsync("names/taken", first.RunId);

        var second = await UploadAsync("names/TAKEN", first.RunId, earlierToken: null);

        Assert.Equal("requested", second.Visibility);
        Assert.Contains(first.RunId, second.Note, StringComparison.Ordinal);
        await _script.UntilAsync(second.RunId, "finished");
        var rows = await RowsAsync("names/taken");
        Assert.Equal(first.RunId, Assert.Single(rows).GetProperty("runId").GetString());
    }

    [Fact]
    public async Task Whoever_holds_the_earlier_runs_token_goes_on_under_the_name()
    {
        var first = await SubmitAsync(Baseline("names/mine", "longest"));
        await _script.UntilAsync(first.RunId, "finished");
        await RowAsync("names/mine", first.RunId);

        var second = await SubmitAsync(Baseline("names/mine", "shortest", first.Token));
        Assert.Equal("public", second.Visibility);
        await _script.UntilAsync(second.RunId, "finished");
        await RowAsync("names/mine", second.RunId);

        var third = await SubmitAsync(Baseline("names/mine", "overlap", second.Token));
        Assert.Equal("public", third.Visibility);
    }

    [Fact]
    public async Task A_token_of_another_models_run_shows_nothing()
    {
        var other = await SubmitAsync(Baseline("names/other", "longest"));
        using var refused = await _visitor.PostAsJsonAsync("api/v1/submissions", Baseline("names/new", "longest", other.Token), Cancellation);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("earlierToken", (await ReadAsync(refused)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_published_models_name_waits_for_an_admin_who_lets_it_on_the_leaderboard()
    {
        var run = await SubmitAsync(Baseline(Published, "random"));
        Assert.Equal("requested", run.Visibility);
        Assert.Contains("published figures", run.Note, StringComparison.Ordinal);
        await _script.UntilAsync(run.RunId, "finished");

        var asked = JsonSerializer.Deserialize<JsonElement>(await _script.ControlAsync(run.RunId, run.Token, "publish"));
        Assert.NotEqual("public", asked.TryGetProperty("publication", out var now) ? now.GetString() : null);
        Assert.DoesNotContain(await RowsAsync(Published), row => row.GetProperty("runId").GetString() == run.RunId);

        using var approval = new HttpRequestMessage(HttpMethod.Post, $"api/v1/runs/{run.RunId}/approve") { Headers = { Authorization = AsAdmin } };
        using var approved = await _visitor.SendAsync(approval, Cancellation);
        Assert.Equal("public", (await ReadAsync(approved)).GetProperty("publication").GetString());
        Assert.DoesNotContain("unverified", (await RowAsync(Published, run.RunId)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_kept_back_asks_an_admin_when_its_name_has_been_taken_meanwhile()
    {
        var kept = await SubmitAsync(Baseline("names/slow", "longest", publish: false));
        await _script.UntilAsync((await SubmitAsync(Baseline("names/slow", "shortest"))).RunId, "finished");
        using var owner = _site.NewVisitor();
        owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", kept.Token);
        await _site.ScriptOf(owner).UntilAsync(kept.RunId, "finished");

        var answer = JsonSerializer.Deserialize<JsonElement>(await _script.ControlAsync(kept.RunId, kept.Token, "publish"));
        Assert.Equal("requested", answer.GetProperty("publication").GetString());
    }

    [Fact]
    public async Task A_visitors_row_is_marked_as_unverified_and_an_admins_is_not()
    {
        var visitors = await SubmitAsync(Baseline("names/visitor", "longest"));
        await _script.UntilAsync(visitors.RunId, "finished");
        await RowAsync("names/visitor", visitors.RunId);

        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/submissions")
        {
            Headers = { Authorization = AsAdmin },
            Content = JsonContent.Create(Baseline("names/operator", "longest")),
        };
        using var response = await _visitor.SendAsync(request, Cancellation);
        var operators = (await ReadAsync(response)).GetProperty("runId").GetString()!;
        await _script.UntilAsync(operators, "finished");
        await RowAsync("names/operator", operators);

        Assert.Contains("class=\"unverified\"", await _script.ReadAsync($"runs/{visitors.RunId}"), StringComparison.Ordinal);
        Assert.Contains("class=\"unverified\"", await _script.ReadAsync("models/names/visitor"), StringComparison.Ordinal);
        Assert.Contains("class=\"unverified\"", await _script.ReadAsync("?dataset=starter&search=names/visitor"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"unverified\"", await _script.ReadAsync($"runs/{operators}"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"unverified\"", await _script.ReadAsync("?dataset=starter&search=names/operator"), StringComparison.Ordinal);
    }

    private static AuthenticationHeaderValue AsAdmin => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{AdminSite.Password}")));

    private static object Baseline(string model, string name, string? earlierToken = null, bool publish = true) => new
    {
        model,
        modelType = "Seq. Classifier",
        dataset = "starter",
        backend = new { kind = "baseline", name },
        earlierToken,
        publish,
    };

    private async Task<Submitted> SubmitAsync(object submission)
    {
        using var response = await _visitor.PostAsJsonAsync("api/v1/submissions", submission, Cancellation);
        return await SubmittedAsync(response);
    }

    // Hands in another run's scores again.
    private async Task<Submitted> UploadAsync(string model, string ofRun, string? earlierToken)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(model), "model" },
            { new StringContent("Custom Classifier"), "modelType" },
            { new StringContent("starter"), "dataset" },
            { new StringContent(earlierToken ?? ""), "earlierToken" },
            { new ByteArrayContent(await _visitor.GetByteArrayAsync(new Uri($"api/v1/runs/{ofRun}/scores", UriKind.Relative), Cancellation)), "scores", "scores.json" },
        };
        using var response = await _visitor.PostAsync(new Uri("api/v1/submissions", UriKind.Relative), form, Cancellation);
        return await SubmittedAsync(response);
    }

    private static async Task<Submitted> SubmittedAsync(HttpResponseMessage response)
    {
        var answer = await ReadAsync(response);
        Assert.True(response.StatusCode == HttpStatusCode.Created, answer.ToString());
        return new Submitted(
            answer.GetProperty("runId").GetString()!,
            answer.GetProperty("manageToken").GetString()!,
            answer.GetProperty("visibility").GetString()!,
            answer.GetProperty("note").GetString());
    }

    private async Task<List<JsonElement>> RowsAsync(string model) =>
        [.. JsonSerializer.Deserialize<JsonElement>(await _script.ReadAsync($"api/v1/leaderboard?dataset={(model == Published ? "rewardbench-2" : "starter")}&search={model}"))
            .GetProperty("rows").EnumerateArray()];

    // The leaderboard is read anew a moment after the database has changed.
    private async Task<JsonElement> RowAsync(string model, string runId)
    {
        while (true)
        {
            if ((await RowsAsync(model == Published ? "" : model)).Find(row => row.GetProperty("runId").GetString() == runId) is { ValueKind: JsonValueKind.Object } row)
            {
                return row;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancellation);
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

    private sealed record Submitted(string RunId, string Token, string Visibility, string? Note);
}
