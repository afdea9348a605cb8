using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Tests.Evaluation.Templates;

public sealed class TokenizerConfigTests
{
    [Fact]
    public void A_token_is_a_text_or_an_object_with_its_content()
    {
        var config = TokenizerConfig.Read("""
            {"bos_token": "<s>", "eos_token": {"__type": "AddedToken", "content": "</s>", "lstrip": false}, "additional_special_tokens": ["<a>", {"content": "<b>"}],
             "chat_template": "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}{{ additional_special_tokens | join }}"}
            """);

        Assert.Equal("<s>Q</s><a><b>", ChatTemplate.Parse(config.Template, config.Tokens)!.Render("Q", "A"));
    }

    [Fact]
    public void A_token_that_is_null_is_known_to_be_none()
    {
        var config = TokenizerConfig.Read("""{"bos_token": null, "chat_template": "[{{ bos_token }}]{{ bos_token is defined }}"}""");

        Assert.Equal("[]False", ChatTemplate.Parse(config.Template, config.Tokens)!.Render("Q", "A"));
    }

    [Fact]
    public void A_token_that_is_not_mentioned_is_not_known()
    {
        var config = TokenizerConfig.Read("""{"chat_template": "{{ bos_token }}"}""");

        Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(config.Template, config.Tokens));
    }

    [Theory]
    [InlineData("""{"chat_template": "a"}""", null, "a")]
    [InlineData("""{"chat_template": [{"name": "tool_use", "template": "b"}, {"name": "default", "template": "a"}]}""", null, "a")]
    [InlineData("""{"chat_template": {"tool_use": "b", "default": "a"}}""", null, "a")]
    [InlineData("""{"chat_template": "a"}""", "b", "b")]
    [InlineData(null, "b", "b")]
    [InlineData("""{"chat_template": null}""", null, null)]
    [InlineData("{}", null, null)]
    [InlineData(null, null, null)]
    public void The_template_is_the_default_one_and_a_file_of_its_own_goes_first(string? json, string? jinja, string? template) =>
        Assert.Equal(template, TokenizerConfig.Read(json, jinja).Template);

    [Theory]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "no JSON")]
    [InlineData("""{"chat_template": 5}""", "neither a text")]
    [InlineData("""{"chat_template": [{"name": "rag", "template": "b"}]}""", "no chat template named default, but rag")]
    [InlineData("""{"bos_token": 5}""", "the bos_token")]
    [InlineData("""{"eos_token": {"text": "x"}}""", "the eos_token")]
    public void A_file_of_another_shape_is_refused(string json, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => TokenizerConfig.Read(json)).Message, StringComparison.Ordinal);
}
