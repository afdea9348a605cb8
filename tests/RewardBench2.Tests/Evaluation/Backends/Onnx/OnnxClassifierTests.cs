using RewardBench2.Benchmark;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Onnx;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

public sealed class OnnxClassifierTests : IDisposable
{
    private readonly string _models = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_models, recursive: true);

    [Fact]
    public async Task A_local_model_rewards_each_conversation()
    {
        // Letter a counts 4, the separator -2, all others nothing: "Q<sep>a" has the mean 2/3, "Q<sep>aa" 6/4.
        TinyOnnxModel.WriteFolder(_models, token => token switch { 'a' => 4, 1 => -2, _ => 0 });
        await using var model = OnnxClassifier.Open(_models, "tiny-rm", template: null, maxLength: 2048);

        var rewards = await RewardAsync(model, "a", "aa");

        Assert.Equal([2 / 3.0, 1.5], rewards.Rewards.Select(reward => Math.Round(reward, 6)), (one, other) => Math.Abs(one - other) < 1e-5);
        Assert.Equal(0, rewards.TruncatedCount);
    }

    [Fact]
    public async Task Conversations_are_cut_on_the_right()
    {
        TinyOnnxModel.WriteFolder(_models, token => token == 'a' ? 1 : 0);
        await using var model = OnnxClassifier.Open(_models, "tiny-rm", template: null, maxLength: 3);

        var rewards = await RewardAsync(model, "xa", "x");

        Assert.Equal([0, 0], rewards.Rewards);
        Assert.Equal(1, rewards.TruncatedCount);
    }

    [Fact]
    public async Task A_reward_that_is_no_number_fails_the_prompt()
    {
        TinyOnnxModel.WriteFolder(_models, _ => float.NaN);
        await using var model = OnnxClassifier.Open(_models, "tiny-rm", template: null, maxLength: 2048);

        await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(model, "a"));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../tiny-rm")]
    [InlineData("/etc")]
    [InlineData("")]
    [InlineData(null)]
    public void Only_folders_right_below_the_operators_are_opened(string? name) =>
        Assert.Throws<RunStoppedException>(() => OnnxClassifier.Open(_models, name, template: null, maxLength: 2048));

    [Theory]
    [InlineData("model.onnx", "no model.onnx")]
    [InlineData("tokenizer.json", "no tokenizer.json")]
    [InlineData("chat_template.jinja", "no chat template")]
    public void A_missing_file_is_named(string file, string says)
    {
        File.Delete(Path.Combine(TinyOnnxModel.WriteFolder(_models, _ => 0), file));

        var stopped = Assert.Throws<RunStoppedException>(() => OnnxClassifier.Open(_models, "tiny-rm", template: null, maxLength: 2048));

        Assert.Contains(says, stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_model_is_told_of()
    {
        File.WriteAllText(Path.Combine(TinyOnnxModel.WriteFolder(_models, _ => 0), "model.onnx"), "no model");

        Assert.Throws<RunStoppedException>(() => OnnxClassifier.Open(_models, "tiny-rm", template: null, maxLength: 2048));
    }

    [Fact]
    public async Task A_run_of_a_local_model_is_checked_with_canaries_too()
    {
        TinyOnnxModel.WriteFolder(_models, _ => 1);
        await using var run = BackendSession.Open(
            new SubmissionRequest { Backend = new OnnxRequest { Folder = "tiny-rm" } },
            new EndpointOptions { ModelsFolder = _models },
            new RunMeter(),
            new InMemoryResponseCache(),
            TimeProvider.System);

        await run.ProbeAsync(TestContext.Current.CancellationToken);
        var report = await run.CheckAsync(TestContext.Current.CancellationToken);

        Assert.False(run.MayStart(report));
        Assert.Contains("Every answer scored exactly 1", report.Reason, StringComparison.Ordinal);
        Assert.Equal("onnx", run.Card(null).Protocol);
    }

    private static Task<PromptRewards> RewardAsync(OnnxClassifier model, params string[] completions) => model.RewardAsync(
        new Prompt("1", "Math", "Q", [.. completions.Select((text, index) => new Completion(text, index == 0))]),
        TestContext.Current.CancellationToken);
}
