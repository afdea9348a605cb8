using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Onnx;

namespace RewardBench2.Tests.Evaluation.Backends.Onnx;

public sealed class OnnxBatchingTests : IDisposable
{
    private readonly string _models = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_models, recursive: true);

    [Fact]
    public Task A_model_that_heeds_the_mask_takes_texts_of_any_length_together() =>
        AssertAsync(TinyOnnxModel.MaskedSum(Value), "any length share a batch, padded on the right", text => text.Select((token, place) => Value(token) * (place + 1)).Sum());

    [Fact]
    public Task Padding_stands_on_the_side_that_the_tokenizer_names()
    {
        Write(TinyOnnxModel.MaskedSum(Value), tokenizer: """{"padding_side": "left", "pad_token": "<pad>"}""");
        return AssertAsync("padded on the left", text => text.Select((token, place) => Value(token) * (place + 1)).Sum());
    }

    [Fact]
    public Task A_model_that_reads_the_last_column_is_padded_on_the_left_whatever_the_tokenizer_names()
    {
        Write(TinyOnnxModel.LastColumn(Value), tokenizer: """{"padding_side": "right"}""");
        return AssertAsync("padded on the left", text => Value(text[^1]));
    }

    [Theory]
    [InlineData("""{"pad_token_id": 2}""", """{"pad_token": "<sep>"}""")]
    [InlineData("""{"pad_token_id": null}""", """{"pad_token": "<pad>"}""")]
    [InlineData("{}", """{"pad_token": {"content": "<pad>", "special": true}}""")]
    public Task A_model_that_looks_for_the_padding_token_gets_its_own(string model, string tokenizer)
    {
        Write(TinyOnnxModel.LastBeforePadding(Value, padding: 2), model, tokenizer);
        return AssertAsync("padded on the right", text => Value(text[^1]));
    }

    [Fact]
    public Task A_model_that_counts_padding_gets_texts_of_equal_length_together() =>
        AssertAsync(TinyOnnxModel.Mean(Value), "equal length", text => text.Average(Value));

    [Fact]
    public Task A_model_that_minds_its_neighbours_gets_one_text_at_a_time()
    {
        var graph = TinyOnnxModel.Numbers(Value)
            .Add("ReduceMean", ["numbers"], "means", ("axes", [1]), ("keepdims", [0]))
            .Add("ReduceMax", ["means"], "most", ("axes", [0]), ("keepdims", [1]))
            .Add("Sub", ["means", "most"], "less")
            .Add("Add", ["less", "less"], "twice")
            .Add("Add", ["means", "twice"], "logits")
            .Output("logits", OnnxGraphWriter.F32, 0);
        return AssertAsync(graph, "one text at a time", text => text.Average(Value));
    }

    [Fact]
    public Task A_graph_for_one_text_at_a_time_gets_just_that()
    {
        var graph = TinyOnnxModel.Numbers(Value, rows: 1)
            .Add("ReduceMean", ["numbers"], "logits", ("axes", [1]), ("keepdims", [1]))
            .Output("logits", OnnxGraphWriter.F32, 1, 1);
        return AssertAsync(graph, "one text at a time", text => text.Average(Value));
    }

    [Fact]
    public Task A_graph_of_a_fixed_size_gets_batches_of_that_size()
    {
        var graph = TinyOnnxModel.Numbers(Value, OnnxGraphWriter.I32, rows: 3, length: 300)
            .Constant("axis", [1L], 1)
            .Add("Cast", ["attention_mask"], "mask", ("to", [OnnxGraphWriter.F32]))
            .Add("Mul", ["numbers", "mask"], "kept")
            .Add("ReduceSum", ["kept", "axis"], "logits", ("keepdims", [1]))
            .Output("logits", OnnxGraphWriter.F32, 3, 1);
        return AssertAsync(graph, "any length share a batch", text => text.Sum(Value));
    }

    [Theory]
    [InlineData(OnnxSharing.Padded, null, "0 4|3|2 1")]
    [InlineData(OnnxSharing.EqualLengths, null, "0 4|3|2|1")]
    [InlineData(OnnxSharing.Alone, null, "0|4|3|2|1")]
    [InlineData(OnnxSharing.Padded, 1, "0|4|3|2|1")]
    public void Texts_of_similar_length_share_a_batch(OnnxSharing sharing, int? fixedRows, string batches)
    {
        int[][] texts = [new int[5], new int[1_000], new int[900], new int[100], new int[5]];
        Assert.Equal(batches, string.Join('|', OnnxBatches.Cut(texts, sharing, fixedRows).Select(batch => string.Join(' ', batch))));
    }

    [Fact]
    public void A_batch_holds_no_more_than_memory_allows()
    {
        var batches = OnnxBatches.Cut([.. Enumerable.Repeat(2_048, 50).Concat(Enumerable.Repeat(100, 200)).Select(length => new int[length])], OnnxSharing.Padded, null).ToList();
        Assert.Equal([64, 64, 64, 8], batches.Take(4).Select(batch => batch.Count));
        Assert.Equal(Enumerable.Repeat(2, 25), batches.Skip(4).Select(batch => batch.Count));
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_let_go()
    {
        Write(TinyOnnxModel.Mean(Value));
        await using var model = OnnxClassifier.Open(_models, "tiny-rm", template: null, maxLength: 2048);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.RewardAsync(Prompt("a"), gone.Token));
        Assert.Single((await model.RewardAsync(Prompt("a"), TestContext.Current.CancellationToken)).Rewards);
    }

    // Different for each letter, small enough for sums to stay exact in single precision.
    private static float Value(int token) => (token * 7 % 31) - 15;

    private void Write(OnnxGraphWriter graph, string? model = null, string? tokenizer = null)
    {
        var folder = TinyOnnxModel.WriteFolder(_models, graph);
        File.WriteAllText(Path.Combine(folder, "config.json"), model ?? "{}");
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), tokenizer ?? "{}");
    }

    private Task AssertAsync(OnnxGraphWriter graph, string describes, Func<int[], float> reward)
    {
        Write(graph);
        return AssertAsync(describes, reward);
    }

    // Prompts at the same time, completions of many lengths, one of them twice: each has the reward that its tokens alone give.
    private async Task AssertAsync(string describes, Func<int[], float> reward)
    {
        await using var model = OnnxClassifier.Open(_models, "tiny-rm", template: null, maxLength: 2048);
        Assert.Contains(describes, model.Description, StringComparison.Ordinal);

        string[] completions = ["a", "b", "zebra", "a", new string('k', 40), new string('m', 44), "lazy dog 123"];
        var prompts = Enumerable.Range(0, 20).Select(number => Prompt([.. completions.Select(text => text + new string('q', number))])).ToList();
        var rewards = await Task.WhenAll(prompts.Select(prompt => model.RewardAsync(prompt, TestContext.Current.CancellationToken)));

        foreach (var (prompt, actual) in prompts.Zip(rewards))
        {
            var expected = prompt.Completions.Select(completion => (double)reward([.. "Q".Select(letter => (int)letter), 1, .. completion.Text.Select(letter => (int)letter)]));
            Assert.Equal(expected, actual.Rewards, (one, other) => Math.Abs(one - other) < 1e-3);
            Assert.Equal(actual.Rewards[0], actual.Rewards[3]);
        }
    }

    private static Prompt Prompt(params string[] completions) =>
        new("1", "Math", "Q", [.. completions.Select((text, index) => new Completion(text, index == 0))]);
}
