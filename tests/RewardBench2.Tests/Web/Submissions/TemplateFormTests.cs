using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Templates;
using RewardBench2.Exchange.Hub;
using RewardBench2.Web.Submissions;

namespace RewardBench2.Tests.Web.Submissions;

public sealed class TemplateFormTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static readonly HubTemplate Fetched = new(
        HubRepository.ParseModel($"hf:acme/rm@{Commit}")!, "chat_template.jinja", "{{ bos_token }}\n{{ cls_token }}", SpecialTokens.From("<s>", eos: null).With("cls_token", "[CLS]"));

    private readonly TemplateForm _form = new();

    [Fact]
    public void What_is_left_empty_is_not_said() => Assert.Equal(new EndpointRequest(), _form.ApplyTo(new EndpointRequest()));

    [Fact]
    public void A_fetched_template_is_sent_by_its_pinned_address_whatever_line_breaks_the_browser_writes()
    {
        _form.Take(Fetched);
        _form.Text = _form.Text!.ReplaceLineEndings("\r\n");

        Assert.Equal(new DpoRequest { ChatTemplate = $"hf:acme/rm@{Commit}" }, _form.ApplyTo(new DpoRequest()));
        Assert.Equal("<s>\n[CLS]", _form.Parse()!.Render("Q", "A"));
    }

    [Theory]
    [InlineData("<other>", "<other>")]
    [InlineData("", "")]
    [InlineData("<s>", null)]
    public void A_token_that_was_changed_goes_before_the_fetched_one(string typed, string? said)
    {
        _form.Take(Fetched);
        _form.BosToken = typed;

        Assert.Equal(said, _form.ApplyTo(new EndpointRequest()).BosToken);
        Assert.Equal($"{typed}\n[CLS]", _form.Parse()!.Render("Q", "A"));
    }

    [Fact]
    public void A_typed_address_is_left_to_the_site()
    {
        _form.Text = "hf:acme/rm";

        Assert.Null(_form.Parse());
        Assert.Equal("hf:acme/rm", _form.ApplyTo(new EndpointRequest()).ChatTemplate);
    }
}
