using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using RewardBench2.Evaluation.HubDownloads;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Templates;
using RewardBench2.Exchange.Hub;
using RewardBench2.Tests.Exchange.Hub;
using RewardBench2.Tests.Storage;

namespace RewardBench2.Tests.Evaluation.Templates;

/// <summary>Templates fetched from a stand-in hub, and every way in which that goes wrong.</summary>
public sealed class HubTemplatesTests : IAsyncLifetime
{
    private static readonly HubRepository Model = HubRepository.ParseModel("hf:acme/rm")!;

    private readonly FakeRepository _files = new();
    private FakeHub _hub = null!;
    private TestDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await FakeHub.StartAsync();
        _hub.Repositories["acme/rm"] = _files;
        _database = await TestDatabase.SqliteAsync();
        Write("model-00001-of-00009.safetensors", "weights");
        Write("README.md", "words");
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_models_template_and_tokens_are_fetched_and_pinned_to_the_commit()
    {
        Write("tokenizer_config.json", """{"bos_token": "<s>", "pad_token": null, "chat_template": "not this one"}""");
        Write("special_tokens_map.json", """{"eos_token": "</s>"}""");
        Write("chat_template.jinja", "\uFEFF{{ bos_token }}{{ messages[0].content }}{{ eos_token }}{{ pad_token }}\n");

        var fetched = await FetchAsync();

        Assert.Equal($"acme/rm@{_files.Commit}, chat_template.jinja", fetched.Source);
        Assert.Equal($"hf:acme/rm@{_files.Commit}", fetched.Model.Address);
        Assert.Equal("<s>Q</s>", ChatTemplate.Parse(fetched.Text, fetched.Tokens)!.Render("Q", "A"));
        Assert.DoesNotContain(_hub.Requests, request => request.Path.Contains("README", StringComparison.Ordinal) || request.Path.Contains("weights", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_fetched_is_kept_with_the_request_and_written_from_there()
    {
        Write("tokenizer_config.json", """{"bos_token": "<s>", "eos_token": null, "cls_token": "[CLS]", "additional_special_tokens": ["<a>", "<b>"]}""");
        Write("chat_template.jinja", "{{ bos_token }}{{ eos_token }}{{ cls_token }}{{ additional_special_tokens | join }}");
        var fetched = (await FetchAsync()).ApplyTo(new EndpointRequest { ChatTemplate = Model.Address, BosToken = "<mine>" });

        var kept = SubmissionJson.Parse(SubmissionJson.Write(new SubmissionRequest { Backend = fetched })).Backend as EndpointRequest;

        Assert.Equal("<mine>[CLS]<a><b>", ChatTemplate.Parse(kept!.ChatTemplate, SpecialTokens.From(kept))!.Render("Q", "A"));
        Assert.StartsWith("acme/rm@", kept.ChatTemplateSource, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_is_asked_for_by_its_name()
    {
        Write("chat_template.jinja", "{{ messages[0].content }}");

        await FetchAsync(Model with { Revision = _files.Commit });

        Assert.Contains(_hub.Requests, request => request.Path == $"/acme/rm/resolve/{_files.Commit}/chat_template.jinja");
    }

    [Theory]
    [InlineData("tokenizer_config.json", "{}", "holds one")]
    [InlineData("tokenizer_config.json", "{", "its tokenizer_config.json is not JSON")]
    [InlineData("tokenizer_config.json", "[1]", "is not a JSON object")]
    [InlineData("tokenizer_config.json", """{"chat_template": [{"name": "rag", "template": "x"}]}""", "no chat template named default, but rag")]
    [InlineData("tokenizer_config.json", """{"chat_template": "x", "bos_token": 5}""", "the bos_token")]
    [InlineData("additional_chat_templates/tool_use.jinja", "x", "no chat template named default, but tool_use")]
    [InlineData("special_tokens_map.json", "<html>", "its special_tokens_map.json is not JSON")]
    public async Task Files_that_cannot_be_used_are_named_with_what_to_do(string file, string text, string says)
    {
        Write(file, text);

        Assert.Contains(says, await RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "it does not exist, or it is private")]
    [InlineData(403, "refuses acme/rm (403)")]
    [InlineData(404, "has no acme/rm (404); check the name")]
    [InlineData(503, "responded with 503")]
    public async Task A_hub_that_refuses_is_quoted_with_what_to_do(int status, string says)
    {
        _hub.OnList = context => Task.FromResult(context.Response.StatusCode = status);

        Assert.Contains(says, await RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_too_large_is_not_read(bool isListedSmaller)
    {
        Write("chat_template.jinja", new string('x', 600 * 1024));
        if (isListedSmaller)
        {
            _files.ListedSizes["chat_template.jinja"] = 5;
        }

        Assert.Contains("chat_template.jinja of acme/rm is larger than the 512 KB", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_fetched_once_is_not_asked_for_again_where_the_commit_is_named()
    {
        Write("chat_template.jinja", "{{ messages[0].content }}");
        using var templates = Templates();
        var seen = (await templates.FetchAsync(Model, isOperator: false, Cancellation)).Template!;
        await _hub.DisposeAsync();

        Assert.Same(seen, (await templates.FetchAsync(seen.Model, isOperator: false, Cancellation)).Template);
        Assert.NotNull((await templates.FetchAsync(Model, isOperator: false, Cancellation)).Refusal); // the branch may have moved on
        Assert.NotNull((await templates.FetchAsync(seen.Model, isOperator: true, Cancellation)).Refusal);
    }

    [Fact]
    public async Task A_hub_that_is_away_is_named()
    {
        await _hub.DisposeAsync();

        Assert.Contains("cannot be reached", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gated_model_is_read_with_the_operators_token_and_says_so_where_there_is_none()
    {
        Write("chat_template.jinja", "{{ messages[0].content }}");
        _hub.OnDownload = (context, _) => Task.FromResult(RefuseWithoutToken(context, "GatedRepo"));

        Assert.Contains($"open {_hub.Endpoint}acme/rm in a browser", await RefusalAsync(), StringComparison.Ordinal);
        Assert.NotNull((await Templates(token: "secret").FetchAsync(Model, isOperator: false, Cancellation)).Template);
    }

    [Fact]
    public async Task A_private_model_is_read_with_the_operators_token_for_operators_only()
    {
        Write("chat_template.jinja", "{{ messages[0].content }}");
        _hub.OnDownload = (context, _) => Task.FromResult(RefuseWithoutToken(context, "RepoNotFound"));
        var templates = Templates(token: "secret");

        Assert.NotNull((await templates.FetchAsync(Model, isOperator: false, Cancellation)).Refusal);
        Assert.DoesNotContain(_hub.Requests, request => request.Token is not null);
        Assert.NotNull((await templates.FetchAsync(Model, isOperator: true, Cancellation)).Template);
    }

    private static bool RefuseWithoutToken(HttpContext context, string code)
    {
        if (context.Request.Headers.Authorization == "Bearer secret")
        {
            return false;
        }

        context.Response.StatusCode = 401;
        context.Response.Headers["X-Error-Code"] = code;
        return true;
    }

    private void Write(string file, string text) => _files.Files[file] = Encoding.UTF8.GetBytes(text);

    private async Task<HubTemplate> FetchAsync(HubRepository? model = null)
    {
        var (template, refusal) = await Templates().FetchAsync(model ?? Model, isOperator: false, Cancellation);
        Assert.Null(refusal);
        return template!;
    }

    private async Task<string> RefusalAsync()
    {
        var (template, refusal) = await Templates().FetchAsync(Model, isOperator: false, Cancellation);
        Assert.Null(template);
        Assert.Equal("backend.chatTemplate", refusal!.Field);
        Assert.EndsWith("Or paste the model's chat template here, and give bosToken and eosToken.", refusal.Detail, StringComparison.Ordinal);
        return refusal.Detail;
    }

    private HubTemplates Templates(string? token = null) => new(new HubSource(
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["HuggingFace:Endpoint"] = _hub.Endpoint.ToString(), ["HuggingFace:Token"] = token })
            .Build(),
        _database.Database));
}
