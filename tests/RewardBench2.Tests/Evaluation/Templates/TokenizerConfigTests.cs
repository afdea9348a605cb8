using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Tests.Evaluation.Templates;

public sealed class TokenizerConfigTests
{
    [Fact]
    public void A_token_is_a_text_or_an_object_with_its_content()
    {
        var config = Read("""
            {"bos_token": "<s>", "eos_token": {"__type": "AddedToken", "content": "</s>", "lstrip": false}, "additional_special_tokens": ["<a>", {"content": "<b>"}],
             "chat_template": "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}{{ additional_special_tokens | join }}"}
            """);

        Assert.Equal("<s>Q</s><a><b>", ChatTemplate.Parse(config.Template, config.Tokens)!.Render("Q", "A"));
    }

    [Fact]
    public void A_token_that_is_null_is_known_to_be_none()
    {
        var config = Read("""{"bos_token": null, "chat_template": "[{{ bos_token }}]{{ bos_token is defined }}"}""");

        Assert.Equal("[]False", ChatTemplate.Parse(config.Template, config.Tokens)!.Render("Q", "A"));
    }

    [Fact]
    public void A_token_that_is_not_mentioned_is_not_known()
    {
        var config = Read("""{"chat_template": "{{ bos_token }}"}""");

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
        Assert.Equal(template, Read(json, jinja).Template);

    [Theory]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{", "is not JSON")]
    [InlineData("""{"chat_template": 5}""", "neither a text")]
    [InlineData("""{"chat_template": [{"name": "rag", "template": "b"}]}""", "no chat template named default, but rag")]
    [InlineData("""{"bos_token": 5}""", "the bos_token")]
    [InlineData("""{"eos_token": {"text": "x"}}""", "the eos_token")]
    public void A_file_of_another_shape_is_refused(string json, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_map_of_special_tokens_counts_where_the_configuration_does_not_list_the_added_ones()
    {
        var map = """{"bos_token": "<map>", "eos_token": {"content": "</map>"}, "additional_special_tokens": ["<more>"]}""";
        var template = "{{ bos_token }}{{ eos_token }}{{ additional_special_tokens | join }}";

        Assert.Equal("<map></map><more>", Text("""{"bos_token": "<config>"}"""));
        Assert.Equal("<config></config>", Text("""{"bos_token": "<config>", "eos_token": "</config>", "added_tokens_decoder": {}}"""));

        string Text(string json)
        {
            var config = TokenizerConfig.Read(new TemplateFiles { Config = json, SpecialTokens = map, Template = template });
            return ChatTemplate.Parse(config.Template, config.Tokens)!.Render("Q", "A");
        }
    }

    [Fact]
    public void A_processors_template_is_the_last_one_looked_for()
    {
        var processor = """{"chat_template": "p"}""";

        Assert.Equal(("p", "chat_template.json"), From(new() { Config = "{}", Processor = processor }));
        Assert.Equal(("c", "tokenizer_config.json"), From(new() { Config = """{"chat_template": "c"}""", Processor = processor }));
        Assert.Equal(("j", "chat_template.jinja"), From(new() { Config = """{"chat_template": "c"}""", Template = "j", Processor = processor }));

        static (string?, string?) From(TemplateFiles files) => (TokenizerConfig.Read(files).Template, TokenizerConfig.Read(files).TemplateFile);
    }

    [Fact]
    public void Templates_for_other_uses_only_are_named() => Assert.Contains(
        "no chat template named default, but rag, tool_use",
        Assert.Throws<FormatException>(() => TokenizerConfig.Read(new TemplateFiles { Config = """{"chat_template": "c"}""", FurtherNames = ["rag", "tool_use"] })).Message,
        StringComparison.Ordinal);

    private static TokenizerConfig Read(string? json, string? jinja = null) => TokenizerConfig.Read(new TemplateFiles { Config = json, Template = jinja });
}
