using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Backends.Onnx;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

public sealed class TokenizerKindsTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Theory]
    [InlineData("Rewards modelling, unbelievable!", 2, 5, 6, 7, 8, 13, 9, 10, 11, 15, 3)]
    [InlineData("NAÏVE na\u0308ive", 2, 12, 12, 3)]
    [InlineData("中文 abc 205", 2, 20, 21, 17, 18, 19, 22, 23, 24, 3)]
    [InlineData("a [SEP] [sep] zebra", 2, 17, 3, 1, 1, 1, 1, 3)]
    [InlineData("", 2, 3)]
    public void WordPiece_splits_words(string text, params int[] tokens) => AssertTokens(TokenizerFiles.WordPiece(), text, tokens);

    [Theory]
    [InlineData("rewards  model", 0, 4, 7, 8, 1)]
    [InlineData("a ab", 0, 16, 3, 14, 1)]
    [InlineData("\ufb01 \uff11", 0, 3, 13, 3, 15, 1)]
    [InlineData("zz</s>a", 0, 3, 2, 1, 16, 1)]
    public void Unigram_takes_the_likeliest_pieces(string text, params int[] tokens) => AssertTokens(TokenizerFiles.Unigram(), text, tokens);

    [Theory]
    [InlineData("abc", 1, 267, 261, 262)]
    [InlineData("re  ab", 1, 272, 259, 267, 261)]
    [InlineData("é", 1, 259, 198, 172)]
    [InlineData("a\n", 1, 267, 13)]
    [InlineData("</s>a", 1, 2, 267)]
    public void SentencePiece_merges_and_falls_back_to_bytes(string text, params int[] tokens) => AssertTokens(TokenizerFiles.SentencePiece(), text, tokens);

    [Fact]
    public async Task All_kinds_agree_with_Hugging_Face_on_every_text()
    {
        TokenizerOracle.SkipUnlessRestored();
        foreach (var kind in new[] { TokenizerFiles.WordPiece(), TokenizerFiles.Unigram(), TokenizerFiles.SentencePiece() })
        {
            var folder = TokenizerFiles.Write(_parent, kind);
            var expected = await TokenizerOracle.EncodeAsync(Path.Combine(folder, "tokenizer.json"), TokenizerTexts.All, withSpecialTokens: true);
            using var tokenizer = LocalTokenizer.Open(folder);

            Assert.Equal(
                TokenizerTexts.All.Zip(expected, (text, tokens) => $"“{text}”: {string.Join(' ', tokens)}"),
                TokenizerTexts.All.Select(text => $"“{text}”: {string.Join(' ', tokenizer.Encode(text))}"));
        }
    }

    private void AssertTokens(JsonObject kind, string text, int[] tokens)
    {
        var folder = TokenizerFiles.Write(_parent, kind);
        using var tokenizer = LocalTokenizer.Open(folder);
        Assert.Equal(tokens, tokenizer.Encode(text));
    }
}
