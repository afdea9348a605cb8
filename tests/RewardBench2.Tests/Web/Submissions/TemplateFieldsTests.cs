using System.Text;
using Bunit;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Tests.Exchange.Hub;
using RewardBench2.Web.Submissions;

namespace RewardBench2.Tests.Web.Submissions;

/// <summary>Fetching a template in the form, and seeing what it writes.</summary>
public sealed class TemplateFieldsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeRepository _model = new();
    private readonly TemplateForm _template = new();
    private FakeHub _hub = null!;
    private HostedSite _site = null!;
    private FormOfSite _form = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await FakeHub.StartAsync();
        _hub.Repositories["acme/rm"] = _model;
        Write("tokenizer_config.json", """{"bos_token": "<s>", "eos_token": "EOT"}""");
        Write("chat_template.jinja", "{{ bos_token }}{% for m in messages %}{{ m.content }}{{ eos_token }}{% endfor %}");
        _site = new HostedSite(new Dictionary<string, string> { ["HuggingFace:Endpoint"] = _hub.Endpoint.ToString() });
        _form = await FormOfSite.OpenAsync(_site);
    }

    public async ValueTask DisposeAsync()
    {
        await _form.DisposeAsync();
        await _site.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task The_button_fills_template_and_tokens_and_shows_revision_and_sample()
    {
        var fields = Open();

        await FetchAsync(fields, "acme/rm");

        fields.WaitForAssertion(() => Assert.Contains($"acme/rm@{_model.Commit}, chat_template.jinja", fields.Find("#fetched").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("<s>", fields.Find("#bos").GetAttribute("value"));
        Assert.Equal("EOT", fields.Find("#eos").GetAttribute("value"));
        Assert.Equal("<s>Is·91·a·prime·number?EOTNo.↵\n↵\n91·=·7·×·13EOT", fields.Find("#sample").TextContent);
        Assert.Equal(["<s>", "EOT", "EOT"], fields.FindAll("#sample .token").Select(token => token.TextContent));
        Assert.Equal($"hf:acme/rm@{_model.Commit}", _template.ApplyTo(new EndpointRequest()).ChatTemplate);
    }

    [Fact]
    public async Task The_button_waits_while_the_hub_is_asked()
    {
        var goOn = new TaskCompletionSource();
        _hub.OnDownload = async (_, _) =>
        {
            await goOn.Task;
            return false;
        };
        var fields = Open();
        fields.Find("#hub-model").Change("acme/rm");

        var click = fields.Find("#fetch-template").ClickAsync();

        fields.WaitForAssertion(() => Assert.Contains("Asking the hub", fields.Find("#fetched").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(fields.Find("#fetch-template").HasAttribute("disabled"));
        goOn.SetResult();
        await click;
        Assert.False(fields.Find("#fetch-template").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("acme", "Write the model as org/name")]
    [InlineData("acme/gone", "has no acme/gone (404); check the name. Or paste")]
    [InlineData("hf:acme/gone@main", "has no acme/gone (404); check the name. Or paste")]
    public async Task What_cannot_be_fetched_is_refused_with_what_to_do(string name, string says)
    {
        var fields = Open();

        await FetchAsync(fields, name);

        fields.WaitForAssertion(() => Assert.Contains(says, fields.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Null(_template.Fetched);
    }

    [Fact]
    public async Task A_hostile_template_is_shown_as_text()
    {
        Write("chat_template.jinja", "<script>alert(1)</script>\u202E{{ messages[0].content }}\u00A0<img src=x onerror=alert(1)>");
        var fields = Open();

        await FetchAsync(fields, "acme/rm");

        fields.WaitForElement("#sample", Patience);
        Assert.Empty(fields.FindAll("script, img"));
        Assert.StartsWith("<script>alert(1)</script>[U+202E]Is·91", fields.Find("#sample").TextContent, StringComparison.Ordinal);
        Assert.Contains("number?[U+00A0]<img·src=x", fields.Find("#sample").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_was_changed_counts_as_pasted()
    {
        var fields = Open();
        await FetchAsync(fields, "acme/rm");
        fields.WaitForElement("#sample", Patience);

        fields.Find("#template").Change("{{ bos_token }}{{ messages[0].content }}{{ pad_token }}");

        Assert.Contains("it counts as pasted", fields.Find("#fetched").TextContent, StringComparison.Ordinal);
        Assert.Contains("pad_token", fields.Find("#sample-refused").TextContent, StringComparison.Ordinal);
        Assert.Equal("<s>", _template.ApplyTo(new EndpointRequest()).BosToken);
    }

    [Fact]
    public void A_pasted_template_asks_for_its_tokens_and_a_box_says_that_there_are_none()
    {
        var fields = Open();

        fields.Find("#template").Change("{{ bos_token }}{{ messages[0].content }}");
        Assert.Contains("Give it as bosToken", fields.Find("#sample-refused").TextContent, StringComparison.Ordinal);
        FormOfSite.Tick(fields, "The model has no token");

        Assert.Equal("Is·91·a·prime·number?", fields.Find("#sample").TextContent);
        Assert.Equal("", _template.ApplyTo(new EndpointRequest()).BosToken);
    }

    private static async Task FetchAsync(IRenderedComponent<TemplateFields> fields, string name)
    {
        fields.Find("#hub-model").Change(name);
        await fields.Find("#fetch-template").ClickAsync();
    }

    private IRenderedComponent<TemplateFields> Open() => _form.Context.Render<TemplateFields>(parameters => parameters.Add(part => part.Template, _template));

    private void Write(string file, string text) => _model.Files[file] = Encoding.UTF8.GetBytes(text);
}
