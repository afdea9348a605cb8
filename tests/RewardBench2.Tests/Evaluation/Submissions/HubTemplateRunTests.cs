using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RewardBench2.Tests.Exchange.Hub;

namespace RewardBench2.Tests.Evaluation.Submissions;

/// <summary>A submission that names a model of the hub for its template, from a stranger's request to the stored rewards.</summary>
public sealed class HubTemplateRunTests : IAsyncLifetime
{
    private readonly FakeRepository _model = new();
    private FakeHub _hub = null!;
    private HostedSite _site = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await FakeHub.StartAsync();
        _hub.Repositories["acme/rm"] = _model;
        _model.Files["tokenizer_config.json"] = Encoding.UTF8.GetBytes(
            """{"bos_token": "<s>", "eos_token": {"content": "</s>"}, "cls_token": "[CLS]", "added_tokens_decoder": {}}""");
        _model.Files["chat_template.jinja"] = Encoding.UTF8.GetBytes(
            "{{ cls_token }}{% for m in messages %}<{{ m.role }}>\n{{ m.content | trim }}{{ eos_token }}{% endfor %}\n");
        _site = new HostedSite(new Dictionary<string, string>
        {
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
    }

    [Theory]
    [InlineData("hf:acme/rm")]
    [InlineData(" HF:acme/rm@main ")]
    public async Task The_server_receives_exactly_the_text_of_the_models_own_template(string address)
    {
        await using var server = await FakeRewardServers.OpenRlhfAsync();
        var script = _site.ScriptOf(_client);

        var (runId, _) = await script.SubmitAsync(Submission(server.Url, address));
        await _hub.DisposeAsync();
        await script.UntilAsync(runId, "finished");

        var sent = server.Bodies("/get_reward").SelectMany(body => body["query"]!.AsArray().Select(text => text!.ToString())).ToHashSet();
        Assert.All(StarterFiles.Prompts, prompt => Assert.All(prompt.Completions, completion => Assert.Contains(Text(prompt.Prompt, completion), sent)));
        var scores = await _client.GetFromJsonAsync<JsonElement>($"api/v1/runs/{runId}/scores", Cancellation);
        var stored = scores.GetProperty("scores")[0].EnumerateArray().Select(score => score.ValueKind == JsonValueKind.Array ? score[0].GetDouble() : score.GetDouble());
        var first = StarterFiles.Prompts.Single(prompt => prompt.Id == scores.GetProperty("id")[0].GetString());
        Assert.Equal(first.Completions.Select(completion => FakeRewardServers.Raw(Text(first.Prompt, completion))), stored);
        await HasItsSourceAsync(runId);
    }

    [Fact]
    public async Task A_source_that_a_submission_claims_itself_is_not_believed()
    {
        await using var server = await FakeRewardServers.OpenRlhfAsync();
        var script = _site.ScriptOf(_client);

        var (runId, _) = await script.SubmitAsync(Submission(server.Url, "{{ messages[-1].content }}", source: "nvidia/best@1, chat_template.jinja"));
        await script.UntilAsync(runId, "finished");

        Assert.DoesNotContain("nvidia", await script.ReadAsync($"api/v1/runs/{runId}/protocol"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hf:acme", "hf:ORG/NAME@REVISION")]
    [InlineData("hf:acme/rm@a b", "hf:ORG/NAME@REVISION")]
    [InlineData("hf:acme/gone", "has no acme/gone (404); check the name")]
    public async Task A_model_that_is_not_to_be_had_is_refused_with_what_to_do(string address, string says) =>
        Assert.Contains(says, await RefusedAsync(address), StringComparison.Ordinal);

    [Fact]
    public async Task A_fetched_template_that_uses_a_token_nobody_knows_is_refused_like_a_pasted_one()
    {
        _model.Files["chat_template.jinja"] = "{{ bos_token }}{{ mask_token }}"u8.ToArray();

        Assert.Contains("mask_token", await RefusedAsync("hf:acme/rm"), StringComparison.Ordinal);
    }

    private static string Text(string prompt, string completion) => $"[CLS]<user>\n{prompt.Trim()}</s><assistant>\n{completion.Trim()}</s>";

    private static object Submission(Uri server, string template, string? source = null) => new
    {
        model = "acme/rm",
        modelType = "Seq. Classifier",
        dataset = "starter",
        backend = new { kind = "endpoint", protocol = "openrlhf", url = server, chatTemplate = template, chatTemplateSource = source },
    };

    private async Task HasItsSourceAsync(string runId)
    {
        var card = await _client.GetFromJsonAsync<JsonElement>($"api/v1/runs/{runId}/protocol", Cancellation);
        Assert.Equal($"acme/rm@{_model.Commit}, chat_template.jinja", card.GetProperty("chatTemplateSource").GetString());
        Assert.StartsWith("{{ cls_token }}", card.GetProperty("chatTemplate").GetString(), StringComparison.Ordinal);
        Assert.Contains($"acme/rm@{_model.Commit}", await _client.GetStringAsync(new Uri($"runs/{runId}", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    private async Task<string> RefusedAsync(string template)
    {
        using var refused = await _client.PostAsJsonAsync("api/v1/submissions", Submission(new Uri("http://127.0.0.1:9"), template), Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("backend.chatTemplate", problem.GetProperty("field").GetString());
        return problem.GetProperty("detail").GetString()!;
    }
}
