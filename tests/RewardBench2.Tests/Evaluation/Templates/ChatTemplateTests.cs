using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Tests.Evaluation.Templates;

public sealed class ChatTemplateTests
{
    [Theory]
    [InlineData("chatml", "<|im_start|>user\nQ <|im_end|>\n<|im_start|>assistant\n A<|im_end|>\n")]
    [InlineData("llama-3", "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nQ<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nA<|eot_id|>")]
    [InlineData("gemma", "<bos><start_of_turn>user\nQ<end_of_turn>\n<start_of_turn>model\nA<end_of_turn>\n")]
    [InlineData("mistral", "<s>[INST] Q  [/INST]  A</s>")]
    [InlineData("tulu", "<|user|>\nQ \n<|assistant|>\n A<|end_of_text|>")]
    [InlineData("raw", "Q \n\n A")]
    [InlineData(" ChatML ", "<|im_start|>user\nQ <|im_end|>\n<|im_start|>assistant\n A<|im_end|>\n")]
    public void A_preset_writes_the_text_of_its_family(string name, string text) =>
        Assert.Equal(text, ChatTemplate.Parse(name)!.Render("Q ", " A"));

    [Theory]
    [InlineData("chatml")]
    [InlineData("llama-3")]
    [InlineData("gemma")]
    [InlineData("mistral")]
    [InlineData("tulu")]
    [InlineData("raw")]
    public void The_prompt_alone_is_how_the_conversation_begins(string name)
    {
        var template = ChatTemplate.Parse(name)!;

        Assert.StartsWith(template.RenderPrompt([Turn.User("Q")]), template.Render("Q", "A"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_token_can_be_left_to_the_server()
    {
        var template = ChatTemplate.Parse("llama-3")!;

        Assert.StartsWith("<|start_header_id|>", template.WithoutBos(template.Render("Q", "A")), StringComparison.Ordinal);
        Assert.Equal("Q\n\nA", ChatTemplate.Parse("raw")!.WithoutBos("Q\n\nA"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void No_template_is_no_template(string? nothing) => Assert.Null(ChatTemplate.Parse(nothing));

    [Fact]
    public void An_unknown_name_is_refused_with_the_names_there_are()
    {
        var refused = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse("chat-ml"));

        Assert.Contains("chatml, llama-3, gemma, mistral, tulu, raw", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pasted_template_takes_its_tokens_from_those_that_are_known()
    {
        var template = ChatTemplate.Parse(
            "{{ bos_token }}{% for m in messages %}{{ m.role + ':' + m.content + eos_token }}{% endfor %}", SpecialTokens.From("<s>", "</s>"))!;

        Assert.Equal("jinja", template.Name);
        Assert.Equal("<s>", template.Bos);
        Assert.Equal("<s>user:Q</s>assistant:A</s>", template.Render("Q", "A"));
        Assert.Equal("user:Q</s>assistant:A</s>", template.WithoutBos(template.Render("Q", "A")));
    }

    [Fact]
    public void A_template_sees_what_transformers_would_give_it() => Assert.Equal(
        "none none False 2 user",
        ChatTemplate.Parse("{{ tools is none and 'none' }} {{ documents is none and 'none' }} {{ add_generation_prompt }} {{ messages | length }} {{ messages[0].role }}")!
            .Render("Q", "A"));

    [Fact]
    public void Text_that_looks_like_a_template_is_only_text()
    {
        var template = ChatTemplate.Parse("{% for m in messages %}[{{ m.content }}]{% endfor %}")!;

        Assert.Equal("[{{ 7 * 7 }}][{% raise %}]", template.Render("{{ 7 * 7 }}", "{% raise %}"));
    }
}
