using RewardBench2.Web.Submissions;

namespace RewardBench2.Tests.Web.Submissions;

public sealed class TextMarkTests
{
    [Theory]
    [InlineData("<|im_start|>user\nHi  there<|im_end|>\n")]
    [InlineData("[INST] a\t\u200Bb\r\n[/INST]</s>😀 \uDB40\uDC41x")]
    [InlineData("")]
    public void The_pieces_together_are_the_text(string text) =>
        Assert.Equal(text, string.Concat(TextMark.Split(text, ["Hi", "i"]).Select(mark => mark.Text)));

    [Fact]
    public void Special_tokens_are_told_from_text_whether_they_are_known_or_only_look_so() => Assert.Equal(
        ["<|im_start|>", "EOT", "[INST]", "</s>"],
        TextMark.Split("<|im_start|>user\n1 < 2 EOT [INST] [x]</s>", ["EOT", "", "absent"]).Where(mark => mark.Kind == TextMarkKind.Token).Select(mark => mark.Text));

    [Theory]
    [InlineData("a b", "a·b")]
    [InlineData("a\n", "a↵\n")]
    [InlineData("\ta\r\n", "→a[U+000D]↵\n")]
    [InlineData("\u202Ea\u200B\u00A0\u2028", "[U+202E]a[U+200B][U+00A0][U+2028]")]
    [InlineData("😀é", "😀é")]
    [InlineData("\U000E0041", "[U+E0041]")]
    public void Whatever_has_no_shape_gets_a_sign(string text, string shown) =>
        Assert.Equal(shown, string.Concat(TextMark.Split(text, []).Select(mark => mark.Shown)));
}
