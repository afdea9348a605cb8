using RewardBench2.Benchmark;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Backends.Onnx;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

public sealed class OnnxOutputTests : IDisposable
{
    private const string Labels = """{"id2label": {"0": "NEGATIVE", "1": "POSITIVE", "2": "Helpfulness"}}""";

    private readonly string _models = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_models, recursive: true);

    [Theory]
    [InlineData("NEGATIVE", 3)]
    [InlineData("positive", 6)]
    [InlineData("2", -3)]
    [InlineData("helpfulness=0.5,POSITIVE=-1", -7.5)]
    public async Task An_output_is_chosen_by_label_number_or_weights(string attribute, double reward) =>
        Assert.Equal(reward, await RewardAsync(Three(), Labels, attribute), 1e-5);

    [Fact]
    public async Task Outputs_without_labels_are_chosen_by_number() => Assert.Equal(6, await RewardAsync(Three(), "{}", "1"), 1e-5);

    [Theory]
    [InlineData(null, "gives 3 numbers (NEGATIVE, POSITIVE, Helpfulness)")]
    [InlineData("kindness", "no output “kindness”, only NEGATIVE, POSITIVE, Helpfulness")]
    [InlineData("3", "no output “3”")]
    [InlineData("POSITIVE=much", "POSITIVE=much")]
    public async Task A_choice_that_is_none_is_refused_with_the_labels(string? attribute, string says)
    {
        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => RewardAsync(Three(), Labels, attribute));
        Assert.Contains(says, stopped.Message, StringComparison.Ordinal);
        Assert.False(stopped.CanResume);
    }

    [Theory]
    [InlineData(OnnxGraphWriter.F16)]
    [InlineData(OnnxGraphWriter.F64)]
    public async Task Numbers_of_half_and_double_precision_are_read(int type) => Assert.Equal(3, await RewardAsync(
        TinyOnnxModel.Numbers(Value).Add("ReduceMax", ["numbers"], "most", ("axes", [1]), ("keepdims", [1]))
            .Add("Cast", ["most"], "logits", ("to", [type])).Output("logits", type, 0, 1)));

    [Fact]
    public async Task The_logits_are_read_where_there_are_other_outputs_before_them() => Assert.Equal(3, await RewardAsync(
        TinyOnnxModel.Numbers(Value).Add("ReduceMax", ["numbers"], "logits", ("axes", [1]), ("keepdims", [1]))
            .Output("numbers", OnnxGraphWriter.F32, 0, 0).Output("logits", OnnxGraphWriter.F32, 0, 1)));

    [Fact]
    public async Task A_number_for_each_token_is_no_reward()
    {
        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => RewardAsync(
            TinyOnnxModel.Numbers(Value).Constant("axis", [2L], 1).Add("Unsqueeze", ["numbers", "axis"], "logits").Output("logits", OnnxGraphWriter.F32, 0, 0, 1),
            attribute: "0"));
        Assert.Contains(", 1]; a classifier gives", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nor_is_it_where_the_shape_does_not_tell()
    {
        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => RewardAsync(
            TinyOnnxModel.Numbers(Value).Add("Identity", ["numbers"], "logits").Output("logits", OnnxGraphWriter.F32, 0, 0), attribute: "0"));
        Assert.Contains("each token", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_numbers_are_no_rewards()
    {
        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => RewardAsync(
            TinyOnnxModel.Numbers(Value).Add("ArgMax", ["numbers"], "logits", ("axis", [1]), ("keepdims", [1])).Output("logits", OnnxGraphWriter.I64, 0, 1)));
        Assert.Contains("Int64", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_is_not_known_is_refused_by_name()
    {
        var stopped = await Assert.ThrowsAsync<RunStoppedException>(() => RewardAsync(
            TinyOnnxModel.Mean(Value).Input("past_key_values.0.key")));
        Assert.Contains("past_key_values.0.key", stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public async Task A_reward_that_is_no_finite_number_fails_the_prompt(float number, string says)
    {
        var failed = await Assert.ThrowsAsync<PromptFailedException>(() => RewardAsync(
            TinyOnnxModel.Numbers(_ => number).Add("ReduceMax", ["numbers"], "logits", ("axes", [1]), ("keepdims", [1])).Output("logits", OnnxGraphWriter.F32, 0, 1)));
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_beyond_the_models_table_fails_only_its_own_prompt()
    {
        var folder = TinyOnnxModel.WriteFolder(_models, TinyOnnxModel.Mean(Value));
        var file = Path.Combine(folder, "tokenizer.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\"~\":126", "\"~\":500", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await using var model = OnnxClassifier.Open(_models, "tiny-rm", template: null, maxLength: 2048);

        var bad = model.RewardAsync(Prompt("~"), TestContext.Current.CancellationToken);
        var good = model.RewardAsync(Prompt("b"), TestContext.Current.CancellationToken);
        Assert.Contains("failed", (await Assert.ThrowsAsync<PromptFailedException>(() => bad)).Message, StringComparison.Ordinal);
        Assert.Single((await good).Rewards);
    }

    [Fact]
    public async Task A_text_is_cut_to_the_models_positions()
    {
        var folder = TinyOnnxModel.WriteFolder(_models, TinyOnnxModel.Mean(token => token == 'a' ? 1 : 0));
        await File.WriteAllTextAsync(Path.Combine(folder, "config.json"), """{"max_position_embeddings": 514}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "tokenizer_config.json"), """{"model_max_length": 4}""", TestContext.Current.CancellationToken);
        await using var model = OnnxClassifier.Open(_models, "tiny-rm", template: null, maxLength: 2048);

        var rewards = await model.RewardAsync(Prompt("xxaaaa"), TestContext.Current.CancellationToken);
        Assert.Equal([0], rewards.Rewards);
        Assert.Equal(1, rewards.TruncatedCount);
    }

    private static float Value(int token) => token == 'a' ? 3 : -1;

    private static OnnxGraphWriter Three() => TinyOnnxModel.Numbers(Value)
        .Add("ReduceMax", ["numbers"], "most", ("axes", [1]), ("keepdims", [1]))
        .Constant("factors", [1f, 2f, -1f], 1, 3)
        .Add("Mul", ["most", "factors"], "logits")
        .Output("logits", OnnxGraphWriter.F32, 0, 3);

    private async Task<double> RewardAsync(OnnxGraphWriter graph, string configuration = "{}", string? attribute = null)
    {
        await File.WriteAllTextAsync(Path.Combine(TinyOnnxModel.WriteFolder(_models, graph), "config.json"), configuration, TestContext.Current.CancellationToken);
        await using var model = OnnxClassifier.Open(_models, "tiny-rm", template: null, maxLength: 2048, attribute);
        return (await model.RewardAsync(Prompt("a"), TestContext.Current.CancellationToken)).Rewards[0];
    }

    private static Prompt Prompt(string completion) => new("1", "Math", "Q", [new Completion(completion, true)]);
}
