using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Tests.Evaluation.Backends.Onnx;

namespace RewardBench2.Tests.Web.Commands;

public sealed class TokenizeCommandTests : IDisposable
{
    private readonly SiteProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Tokenize_prints_each_texts_tokens_and_nothing_else()
    {
        var (exit, output, error) = await _program.RunAsync("tokenize", Folder(), Texts("model", "", "a [SEP] model"));

        Assert.Equal((0, ""), (exit, error));
        Assert.Equal("[[2,7,3],[2,3],[2,17,3,7,3]]", output.Trim());
        Assert.False(Directory.Exists(Path.Combine(_program.Folder, "data")));
    }

    [Fact]
    public async Task A_folder_with_a_chat_template_gets_no_special_tokens_added()
    {
        File.WriteAllText(Path.Combine(Folder(), "chat_template.jinja"), "[CLS]{{ messages[0].content }}[SEP]");
        var (_, output, _) = await _program.RunAsync("tokenize", Folder(), Texts("[CLS]model[SEP]", "model"));
        Assert.Equal("[[2,7,3],[7]]", output.Trim());
    }

    [Fact]
    public async Task What_is_no_Unicode_is_read_as_the_replacement_character()
    {
        var texts = _program.Write("texts.json", """["a\ud83d model", "a\\ud83d", "\ud83d\ude00", "\ufffd", "\u0000"]""");
        var (exit, output, error) = await _program.RunAsync("tokenize", Folder(TokenizerFiles.SentencePiece()), texts);

        Assert.Equal((0, ""), (exit, error));
        var tokens = JsonSerializer.Deserialize<int[][]>(output)!;
        Assert.Equal([1, 267, 242, 194, 192], tokens[0][..5]);
        Assert.DoesNotContain(242, tokens[1]);
        Assert.Equal([1, 259, 243, 162, 155, 131], tokens[2]);
        Assert.Equal([1, 259, 242, 194, 192], tokens[3]);
        Assert.Equal([1, 259, 3], tokens[4]);
    }

    [Theory]
    [InlineData("qwen3")]
    [InlineData("gemma3")]
    public async Task Real_tokenizers_agree_with_Hugging_Face(string model)
    {
        var folder = TokenizerOracle.FolderOrSkip(model);
        var (exit, output, error) = await _program.RunAsync("tokenize", folder, Texts([.. TokenizerTexts.All]));

        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(
            await TokenizerOracle.EncodeAsync(Path.Combine(folder, "tokenizer.json"), TokenizerTexts.All),
            JsonSerializer.Deserialize<int[][]>(output));
    }

    [Theory]
    [InlineData("""{"texts": []}""", "not a JSON array")]
    [InlineData("""["a", 5]""", "place 2")]
    [InlineData("""["a",""", "not JSON")]
    public async Task Texts_of_another_form_are_refused_in_a_line(string texts, string says) =>
        AssertRefused(await _program.RunAsync("tokenize", Folder(), _program.Write("texts.json", texts)), says);

    [Fact]
    public async Task A_missing_file_is_named_with_its_folder()
    {
        AssertRefused(await _program.RunAsync("tokenize", _program.Folder, Texts("a")), "tokenizer.json", _program.Folder);
        AssertRefused(await _program.RunAsync("tokenize", "nowhere", Texts("a")), "nowhere");
        AssertRefused(await _program.RunAsync("tokenize", Folder(), "no-texts.json"), "no-texts.json");
    }

    [Fact]
    public async Task Wrong_usage_ends_with_2()
    {
        var (exit, output, error) = await _program.RunAsync("tokenize", Folder());
        Assert.Equal((2, ""), (exit, output));
        Assert.NotEmpty(error);
    }

    private static void AssertRefused((int Exit, string Output, string Error) ended, params string[] says)
    {
        Assert.Equal((1, ""), (ended.Exit, ended.Output));
        var line = Assert.Single(ended.Error.Trim().Split('\n'));
        Assert.All(says, said => Assert.Contains(said, line, StringComparison.Ordinal));
    }

    private string Folder(JsonObject? tokenizer = null) => TokenizerFiles.Write(_program.Folder, tokenizer ?? TokenizerFiles.WordPiece());

    private string Texts(params string[] texts) => _program.Write("texts.json", JsonSerializer.Serialize(texts));
}
