using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bunit;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using RewardBench2.Storage;
using RewardBench2.Tests.Evaluation.Backends.Onnx;
using RewardBench2.Tests.Exchange.Hub;
using RewardBench2.Web.Submissions;
using TestContext = Xunit.TestContext;

namespace RewardBench2.Tests.Web.Submissions;

/// <summary>Submissions through the form, from what a visitor types to the stored scores.</summary>
public sealed class SubmitPageTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _models = Directory.CreateTempSubdirectory("local-models").FullName;
    private FakeHub _hub = null!;
    private AdminSite _site = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        TinyOnnxModel.WriteFolder(_models, token => token / 7f);
        Directory.CreateDirectory(Path.Combine(_models, "no-model"));
        _hub = await FakeHub.StartAsync();
        _site = new AdminSite(new Dictionary<string, string>
        {
            ["Evaluation:ModelsFolder"] = _models,
            ["Evaluation:AllowPrivateEndpoints"] = "true",
            ["HuggingFace:Endpoint"] = _hub.Endpoint.ToString(),
        });
        _client = _site.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
        await _hub.DisposeAsync();
        Directory.Delete(_models, recursive: true);
    }

    [Fact]
    public async Task An_admin_submits_a_local_model_and_it_is_scored()
    {
        await using var form = await FormOfSite.OpenAsync(_site, isAdmin: true);
        var page = await OpenAsync(form);

        FormOfSite.Choose(page, "A local model");
        Assert.Equal("tiny-rm", page.Find("#folder").GetAttribute("value"));
        FormOfSite.Tick(page, "Score even if"); // a mean of letters knows nothing of quality
        var runId = await SubmitAsync(form, page, "acme/local");

        var script = _site.ScriptOf(_client);
        await script.UntilAsync(runId, "finished");
        Assert.Contains("onnx", await script.ReadAsync($"api/v1/runs/{runId}/protocol"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_is_not_offered_local_models()
    {
        await using var form = await FormOfSite.OpenAsync(_site);

        Assert.DoesNotContain("A local model", (await OpenAsync(form)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_policies_are_scored_with_a_template_that_was_fetched_in_the_form()
    {
        var model = _hub.Repositories["acme/policy"] = new FakeRepository();
        model.Files["chat_template.jinja"] = Encoding.UTF8.GetBytes("{{ messages[0].content }}\n\n{{ messages[1].content if messages | length > 1 }}");
        await using var policy = await StandIns.StartAsync("dpo policy");
        await using var reference = await StandIns.StartAsync("dpo reference");
        await using var form = await FormOfSite.OpenAsync(_site);
        var page = await OpenAsync(form);

        FormOfSite.Choose(page, "A policy trained with DPO");
        Assert.Equal("DPO", page.Find("#type").GetAttribute("value"));
        page.Find("#url").Change(policy.Url.ToString());
        page.Find("#served").Change("policy");
        page.Find("#reference-url").Change(reference.Url.ToString());
        page.Find("#reference").Change("reference");
        page.Find("#beta").Change("0.5");
        page.Find("#hub-model").Change("acme/policy");
        await page.Find("#fetch-template").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains(model.Commit, page.Find("#fetched").TextContent, StringComparison.Ordinal), Patience);
        var runId = await SubmitAsync(form, page, "acme/policy");

        await _site.ScriptOf(_client).UntilAsync(runId, "finished");
        var card = await _client.GetFromJsonAsync<JsonElement>($"api/v1/runs/{runId}/protocol", Cancellation);
        Assert.Equal(("dpo", $"acme/policy@{model.Commit}, chat_template.jinja"), (card.GetProperty("protocol").GetString(), card.GetProperty("chatTemplateSource").GetString()));
        var scores = await _client.GetFromJsonAsync<JsonElement>($"api/v1/runs/{runId}/scores", Cancellation);
        var first = StarterFiles.Prompts.Single(prompt => prompt.Id == scores.GetProperty("id")[0].GetString());
        Assert.Equal(
            first.Completions.Select(completion => Math.Round(0.5 * StandIns.Reward(completion), 9)),
            scores.GetProperty("scores")[0].EnumerateArray().Select(score => Math.Round(score.ValueKind == JsonValueKind.Array ? score[0].GetDouble() : score.GetDouble(), 9)));
    }

    [Fact]
    public async Task What_the_api_refuses_the_form_refuses_in_the_same_words()
    {
        await using var form = await FormOfSite.OpenAsync(_site);
        var page = await OpenAsync(form);

        page.Find("#url").Change("https://rm.example");
        page.Find("#template").Change("hf:acme/gone");
        page.Find("#model").Change("acme/rm");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(
            () => Assert.Contains("has no acme/gone (404); check the name. Or paste the model's chat template here", page.Find("#refused").TextContent, StringComparison.Ordinal),
            Patience);
        Assert.Equal("true", page.Find("#template").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task While_the_database_is_away_what_was_typed_stays_and_can_be_submitted_again()
    {
        await using var form = await FormOfSite.OpenAsync(_site);
        var page = await OpenAsync(form);
        FormOfSite.Choose(page, "A built-in baseline");
        page.Find("#model").Change("acme/patient");

        await RenameAsync("run", "away");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Everything you typed is still here", page.Find("#refused").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("acme/patient", page.Find("#model").GetAttribute("value"));

        await RenameAsync("away", "run");
        var runId = await SubmitAsync(form, page, "acme/patient");
        await _site.ScriptOf(_client).UntilAsync(runId, "finished");
    }

    [Fact]
    public async Task A_check_alone_pauses_before_the_first_prompt_and_goes_on_when_resumed()
    {
        await using var server = await StandIns.StartAsync("vllm-classify");
        await using var form = await FormOfSite.OpenAsync(_site);
        var page = await OpenAsync(form);
        page.Find("#url").Change(server.Url.ToString());
        FormOfSite.Tick(page, "Check only");
        var runId = await SubmitAsync(form, page, "acme/checked");

        var script = _site.ScriptOf(_client);
        var run = await script.UntilAsync(runId, "paused");
        Assert.Equal(0, run.GetProperty("promptsScored").GetInt32());
        Assert.Contains("Resume to score", run.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var token = System.Web.HttpUtility.ParseQueryString(form.Address.Query)["manage"]!;
        await script.ControlAsync(runId, token, "resume");
        Assert.Equal(180, (await script.UntilAsync(runId, "finished")).GetProperty("promptsScored").GetInt32());
    }

    [Fact]
    public async Task Two_clicks_make_one_run()
    {
        await using var form = await FormOfSite.OpenAsync(_site);
        var page = await OpenAsync(form);
        FormOfSite.Choose(page, "A built-in baseline");
        page.Find("#model").Change("acme/twice");

        await Task.WhenAll(page.Find("form").SubmitAsync(), page.Find("form").SubmitAsync());

        page.WaitForAssertion(() => Assert.StartsWith("/runs/", form.Address.AbsolutePath, StringComparison.Ordinal), Patience);
        var runs = await _client.GetFromJsonAsync<JsonElement>("api/v1/runs", Cancellation);
        Assert.Single(runs.GetProperty("runs").EnumerateArray(), run => run.GetProperty("model").GetString() == "acme/twice");
    }

    [Fact]
    public async Task The_form_says_what_a_run_takes_before_it_starts()
    {
        await using var form = await FormOfSite.OpenAsync(_site);
        var page = await OpenAsync(form);

        page.WaitForAssertion(() => Assert.Contains("Requests", page.Find("#plan-title").ParentElement!.TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("180", page.Find("#plan-title").ParentElement!.TextContent, StringComparison.Ordinal);
        FormOfSite.Choose(page, "A built-in baseline");
        page.WaitForAssertion(() => Assert.Contains("Nothing is sent", page.Find("#plan-title").ParentElement!.TextContent, StringComparison.Ordinal), Patience);
    }

    private async Task RenameAsync(string table, string name)
    {
        await using var connection = await _site.Services.GetRequiredService<Database>().OpenAsync(Cancellation);
        await connection.ExecuteAsync($"ALTER TABLE {table} RENAME TO {name}");
    }

    private static async Task<IRenderedComponent<SubmitPage>> OpenAsync(FormOfSite form)
    {
        var page = form.Context.Render<SubmitPage>();
        page.WaitForElement("#dataset", Patience);
        await FormOfSite.ChooseAsync(page, "dataset", "starter");
        return page;
    }

    private static async Task<string> SubmitAsync(FormOfSite form, IRenderedComponent<SubmitPage> page, string model)
    {
        page.Find("#model").Change(model);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.StartsWith("/runs/", form.Address.AbsolutePath, StringComparison.Ordinal), Patience);
        return form.Address.Segments[^1];
    }
}
