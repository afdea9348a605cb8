using RewardBench2.Evaluation.Backends.Onnx;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

public sealed class RealTokenizerTests
{
    [Theory]
    [InlineData("qwen3")]
    [InlineData("llama3")]
    [InlineData("gemma3")]
    [InlineData("deepseek_v3")]
    [InlineData("gptoss")]
    public async Task Every_text_has_the_tokens_that_Hugging_Face_gives_it(string model)
    {
        var folder = TokenizerOracle.FolderOrSkip(model);
        var expected = await TokenizerOracle.EncodeAsync(Path.Combine(folder, "tokenizer.json"), TokenizerTexts.All);
        using var tokenizer = LocalTokenizer.Open(folder);

        AssertSame(expected, tokenizer);
        AssertSame(expected, tokenizer);
    }

    private static void AssertSame(int[][] expected, LocalTokenizer tokenizer)
    {
        Assert.Equal(TokenizerTexts.All.Count, expected.Length);
        var different = TokenizerTexts.All.Zip(expected)
            .Select(pair => (Text: pair.First, Expected: pair.Second, Actual: tokenizer.Encode(pair.First)))
            .Where(text => !text.Expected.AsSpan().SequenceEqual(text.Actual))
            .Select(text => $"“{text.Text}”: {string.Join(' ', text.Expected)}, not {string.Join(' ', text.Actual)}");
        Assert.Empty(different);
    }
}
