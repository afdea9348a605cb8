using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Tests.Evaluation.Templates;

/// <summary>Special tokens are known or asked for, never guessed.</summary>
public sealed class SpecialTokensTests
{
    [Theory]
    [InlineData("{{ bos_token }}{{ messages[0].content }}", "line 1", "bosToken")]
    [InlineData("{{ messages[0].content }}\n{% if messages %}{{ messages[0].content + eos_token }}{% endif %}", "line 2", "eosToken")]
    [InlineData("{% if bos_token is defined %}{{ bos_token }}{% endif %}", "line 1", "bosToken")]
    [InlineData("{{ bos_token | default('') }}", "line 1", "bosToken")]
    [InlineData("{% macro m() %}{{ bos_token }}{% endmacro %}{{ m() }}", "line 1", "bosToken")]
    [InlineData("{% for m in messages %}{{ m.content }}{{ eos_token }}{% endfor %}<|im_start|>", "line 1", "eosToken")]
    [InlineData("{{ pad_token }}", "line 1", "pad_token")]
    [InlineData("{% if false %}{% set bos_token = 'x' %}{% endif %}{{ bos_token }}", "line 1", "bosToken")]
    public void A_template_that_uses_a_token_nobody_knows_is_refused(string template, string line, string names)
    {
        var refused = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(template));

        Assert.Contains(line, refused.Message, StringComparison.Ordinal);
        Assert.Contains(names, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% if bos_token is defined %}yes{% else %}no{% endif %}", "no")]
    [InlineData("{{ 'yes' if eos_token is not defined else 'no' }}", "yes")]
    [InlineData("{% set bos_token = '<s>' %}{{ bos_token }}", "<s>")]
    [InlineData("{{ messages[0].content }}", "Q")]
    public void A_template_that_needs_no_token_needs_nobody_to_know_it(string template, string text) =>
        Assert.Equal(text, ChatTemplate.Parse(template)!.Render("Q", "A"));

    [Fact]
    public void An_empty_text_says_that_the_model_has_no_such_token() => Assert.Equal(
        "Q", ChatTemplate.Parse("{{ bos_token + messages[0].content }}", SpecialTokens.From(bos: "", eos: null))!.Render("Q", "A"));

    [Fact]
    public void What_the_submitter_says_goes_before_what_the_files_say()
    {
        var both = SpecialTokens.From("<a>", "<b>").OverriddenBy(SpecialTokens.From("<c>", eos: null));

        Assert.Equal("<c><b>", ChatTemplate.Parse("{{ bos_token }}{{ eos_token }}", both)!.Render("Q", "A"));
    }

    [Theory]
    [InlineData("chatml", "")]
    [InlineData("llama-3", "<|begin_of_text|>")]
    [InlineData("gemma", "<bos>")]
    [InlineData("mistral", "<s>")]
    [InlineData("tulu", "")]
    [InlineData("raw", "")]
    public void A_preset_brings_its_own_tokens(string name, string bos) => Assert.Equal(bos, ChatTemplate.Parse(name, SpecialTokens.From("<x>", "<y>"))!.Bos);
}
