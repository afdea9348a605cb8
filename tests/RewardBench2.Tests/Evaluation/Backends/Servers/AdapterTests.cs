using System.Text.Json.Nodes;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Checks;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Templates;
using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Backends.Servers;

/// <summary>What each adapter sends, and each shape of answer it must read.</summary>
public sealed class AdapterTests
{
    private static readonly Prompt TwoAnswers = new("1", "Factuality", "Q", [new("A1", true), new("A2", false)]);

    /// <summary>Protocol, template, and the bodies that must go out for two completions.</summary>
    public static TheoryData<string, string?, string, string[]> Requests { get; } = new()
    {
        {
            "vllm-classify", "raw", "/classify",
            ["""{"model":"m","input":["Q\n\nA1","Q\n\nA2"],"add_special_tokens":false,"use_activation":false,"truncate_prompt_tokens":2048}"""]
        },
        {
            "vllm-classify", null, "/classify",
            [
                """{"model":"m","messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A1"}],"add_generation_prompt":false,"add_special_tokens":false,"use_activation":false,"truncate_prompt_tokens":2048}""",
                """{"model":"m","messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A2"}],"add_generation_prompt":false,"add_special_tokens":false,"use_activation":false,"truncate_prompt_tokens":2048}""",
            ]
        },
        {
            "vllm-pooling", "raw", "/pooling",
            ["""{"model":"m","input":["Q\n\nA1","Q\n\nA2"],"add_special_tokens":false,"use_activation":false,"truncate_prompt_tokens":2048,"task":"classify","encoding_format":"float"}"""]
        },
        {
            "vllm-score", null, "/score",
            ["""{"model":"m","text_1":"Q","text_2":["A1","A2"],"use_activation":false,"truncate_prompt_tokens":2048}"""]
        },
        {
            "sglang-classify", "gemma", "/classify",
            ["""{"model":"m","text":["<start_of_turn>user\nQ<end_of_turn>\n<start_of_turn>model\nA1<end_of_turn>\n","<start_of_turn>user\nQ<end_of_turn>\n<start_of_turn>model\nA2<end_of_turn>\n"]}"""]
        },
        {
            "tei-predict", "raw", "/predict",
            ["""{"inputs":[["Q\n\nA1"],["Q\n\nA2"]],"raw_scores":true,"truncate":true,"truncation_direction":"Right"}"""]
        },
        {
            "tei-predict", null, "/predict",
            ["""{"inputs":[["Q","A1"],["Q","A2"]],"raw_scores":true,"truncate":true,"truncation_direction":"Right"}"""]
        },
        { "infinity-classify", "llama-3", "/classify", ["""{"model":"m","input":["<|start_header_id|>user<|end_header_id|>\n\nQ<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nA1<|eot_id|>","<|start_header_id|>user<|end_header_id|>\n\nQ<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nA2<|eot_id|>"],"raw_scores":true}"""] },
        { "llamacpp-rerank", null, "/rerank", ["""{"model":"m","query":"Q","documents":["A1","A2"],"raw_scores":true}"""] },
        { "openrlhf", "raw", "/get_reward", ["""{"query":["Q\n\nA1","Q\n\nA2"],"prompts":["Q","Q"],"labels":[]}"""] },
        {
            "nim-reward", null, "/v1/chat/completions",
            [
                """{"model":"m","messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A1"}]}""",
                """{"model":"m","messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A2"}]}""",
            ]
        },
    };

    /// <summary>Protocol, how many completions one request holds, the attribute asked for, the answer, the rewards.</summary>
    public static TheoryData<string, int, string?, string, double[]> Answers { get; } = new()
    {
        { "vllm-classify", 2, null, """{"data":[{"index":0,"label":"Default","probs":[-3.5],"num_classes":1},{"index":1,"probs":[2],"num_classes":1}]}""", [-3.5, 2] },
        { "vllm-classify", 2, null, """{"data":[{"index":1,"probs":[2]},{"index":0,"probs":[-3.5]}]}""", [-3.5, 2] },
        { "vllm-classify", 1, "1", """{"data":[{"index":0,"probs":[0.1,0.9],"num_classes":2}]}""", [0.9] },
        { "vllm-pooling", 1, null, """{"data":[{"index":0,"object":"pooling","data":[-3.25]}]}""", [-3.25] },
        { "vllm-pooling", 1, null, """{"data":[{"index":0,"data":-3.25}]}""", [-3.25] },
        { "vllm-pooling", 1, "1", """{"data":[{"index":0,"data":[0.5,-3.25,7]}]}""", [-3.25] },
        { "vllm-pooling", 1, "0=2,2=-1", """{"data":[{"index":0,"data":[[9,9,9],[0.5,-3.25,7]]}]}""", [-6] },
        { "sglang-classify", 2, "2", """[{"embedding":[1,2,3]},{"embedding":[4,5,6]}]""", [3, 6] },
        { "openrlhf", 2, "1", """{"rewards":[[0.1,1],[-2.3,2]]}""", [1, 2] },
        { "infinity-classify", 2, null, """{"object":"classify","data":[[{"label":"LABEL_0","score":2.5}],[{"label":"LABEL_0","score":-1}]],"model":"m"}""", [2.5, -1] },
        { "infinity-classify", 1, "good", """{"data":[[{"label":"bad","score":3},{"label":"good","score":1.5}]]}""", [1.5] },
        { "llamacpp-rerank", 2, null, """{"object":"list","results":[{"index":1,"relevance_score":7.5},{"index":0,"relevance_score":-2}]}""", [-2, 7.5] },
        { "llamacpp-rerank", 2, null, """{"results":[{"index":"1","score":7.5},{"index":0.0,"score":-2}]}""", [-2, 7.5] },
        { "llamacpp-rerank", 2, null, """{"data":[{"document_index":1,"relevance_score":7.5},{"document_index":0,"relevance_score":-2}]}""", [-2, 7.5] },
        { "llamacpp-rerank", 2, null, """[{"corpus_id":1,"score":7.5},{"corpus_id":0,"score":-2}]""", [-2, 7.5] },
        { "nim-reward", 1, null, """{"choices":[{"message":{"content":"5.3"}}]}""", [5.3] },
        { "nim-reward", 1, null, """{"choices":[{"message":{"content":" [5.3]\n"}}]}""", [5.3] },
        { "nim-reward", 1, null, """{"choices":[{"message":{"content":-5.3}}]}""", [-5.3] },
        { "nim-reward", 1, null, """{"choices":[{"message":{"content":"{\"reward\": 1e-3}"}}]}""", [0.001] },
        { "nim-reward", 1, "1", """{"choices":[{"message":{"content":"[0.5, 2]"}}]}""", [2] },
        { "vllm-pooling", 1, null, """{"data":[{"index":0,"data":[[0.5],[0.25],[-3.25]]}]}""", [-3.25] },
        { "vllm-score", 2, null, """{"data":[{"index":0,"object":"score","score":0.0012},{"index":1,"object":"score","score":-1.5}]}""", [0.0012, -1.5] },
        { "vllm-score", 2, null, """{"results":[{"index":1,"document":{"text":"A2"},"relevance_score":0.998},{"index":0,"relevance_score":0.01}]}""", [0.01, 0.998] },
        { "sglang-classify", 2, null, """[{"embedding":[23.125],"meta_info":{"prompt_tokens":41}},{"embedding":[3.578],"meta_info":{}}]""", [23.125, 3.578] },
        { "sglang-classify", 1, null, """{"embedding":[23.125],"meta_info":{"prompt_tokens":41}}""", [23.125] },
        { "tei-predict", 2, null, """[[{"score":-1.25,"label":"LABEL_0"}],[{"score":0.5,"label":"LABEL_0"}]]""", [-1.25, 0.5] },
        { "tei-predict", 1, null, """[{"score":0.5,"label":"LABEL_0"}]""", [0.5] },
        { "tei-predict", 2, "good", """[[{"score":2,"label":"bad"},{"score":1,"label":"good"}],[{"score":5,"label":"good"},{"score":4,"label":"bad"}]]""", [1, 5] },
        { "openrlhf", 2, null, """{"rewards":[0.1,-2.3]}""", [0.1, -2.3] },
        { "openrlhf", 2, null, """{"rewards":[[0.1],[-2.3]]}""", [0.1, -2.3] },
        { "nim-reward", 1, null, """{"choices":[{"message":{"role":"assistant","content":"reward:-25.625"},"finish_reason":"stop"}]}""", [-25.625] },
        { "nim-reward", 1, null, """{"choices":[{"message":[{"role":"assistant","content":"reward: 3"}]}]}""", [3] },
        { "nim-reward", 1, "helpfulness", """{"choices":[{"message":{"content":"helpfulness:1.5,correctness:2,verbosity:0.5"}}]}""", [1.5] },
        { "nim-reward", 1, "helpfulness=2,verbosity=-1", """{"choices":[{"message":{"content":"helpfulness:1.5,correctness:2,verbosity:0.5"}}]}""", [2.5] },
        { "nim-reward", 1, "correctness", """{"choices":[{"message":{"content":""},"logprobs":{"content":[{"token":"helpfulness","logprob":1},{"token":"correctness","logprob":-2}]}}]}""", [-2] },
    };

    /// <summary>Protocol, an answer that holds no reward, and what is said of it.</summary>
    public static TheoryData<string, string, string> Useless { get; } = new()
    {
        { "vllm-classify", """{"data":[{"index":0,"probs":[0.1,0.9],"num_classes":2}]}""", "in the field “attribute”" },
        { "vllm-classify", """{"data":[{"index":1,"probs":[2]}]}""", "wrong or repeated index" },
        { "vllm-pooling", """{"data":[{"index":0,"data":[0.1,0.2,0.3]}]}""", "an embedding, not a reward" },
        { "vllm-pooling", """{"data":[{"index":0,"data":[]}]}""", "empty list" },
        { "sglang-classify", """{"error":{"message":"Either text or input_ids should be provided."}}""", "Either text" },
        { "tei-predict", """[[{"score":2,"label":"bad"},{"score":1,"label":"good"}]]""", "bad, good" },
        { "nim-reward", """{"choices":[{"message":{"content":"I think it is good."}}]}""", "contains no reward" },
        { "nim-reward", """{"choices":[{"message":{"content":"The score is 5.3"}}]}""", "contains no reward" },
        { "nim-reward", """{"choices":[{"message":{"content":"8/10"}}]}""", "contains no reward" },
        { "nim-reward", """{"choices":[{"message":{"content":"1e999"}}]}""", "not a finite number" },
        { "nim-reward", """{"choices":[]}""", "no choice" },
        { "sglang-classify", """[{"embedding":[1,2,3]}]""", "in the field “attribute”" },
        { "infinity-classify", """{"data":[{"probs":[1]}]}""", "no list of labels" },
        { "llamacpp-rerank", """{"results":[{"index":3,"relevance_score":7.5}]}""", "wrong or repeated index" },
        { "llamacpp-rerank", """{"results":[{"index":0.5,"relevance_score":7.5}]}""", "wrong or repeated index" },
        { "llamacpp-rerank", """{"results":[{"relevance_score":7.5}]}""", "no index beside a score" },
        { "llamacpp-rerank", """{"results":[{"index":null,"relevance_score":7.5}]}""", "no index beside a score" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task The_request_is_the_documented_one(string protocol, string? template, string path, string[] bodies)
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(500, ""));
        await using var backend = Backend(server.Url, protocol, template, attribute: null);

        await Assert.ThrowsAnyAsync<Exception>(() => RewardAsync(backend, TwoAnswers));

        Assert.All(server.Requests, request => Assert.Equal(path, request.Path));
        Assert.Equal(bodies.Order(), server.Requests.Select(request => request.Json.ToJsonString(EndpointClient.Readable)).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Every_documented_answer_is_read(string protocol, int completions, string? attribute, string answer, double[] rewards)
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, answer));
        await using var backend = Backend(server.Url, protocol, "raw", attribute);
        var prompt = TwoAnswers with { Completions = [.. TwoAnswers.Completions.Take(completions)] };

        Assert.Equal(rewards, (await RewardAsync(backend, prompt)).Rewards);
    }

    [Theory]
    [MemberData(nameof(Useless))]
    public async Task An_answer_without_a_reward_fails_the_prompt_and_says_what_came(string protocol, string answer, string says)
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, answer));
        await using var backend = Backend(server.Url, protocol, "raw", attribute: null);

        var failed = await Assert.ThrowsAsync<PromptFailedException>(() =>
            RewardAsync(backend, TwoAnswers with { Completions = [TwoAnswers.Completions[0]] }));

        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_on_the_batch_is_learnt_from_the_refusal()
    {
        var ties = new Prompt("tied:1", "Ties", "Q", [.. Enumerable.Range(0, 38).Select(number => new Completion($"{number}", number < 3))]);
        await using var server = await FakeServer.StartAsync(TeiWithBatchesOf(10));
        var meter = new RunMeter();
        await using var backend = Backend(server.Url, "tei-predict", "raw", attribute: null, meter);

        var rewards = await RewardAsync(backend, ties);
        var again = await RewardAsync(backend, ties with { Text = "Q2" });

        Assert.Equal(Enumerable.Range(0, 38).Select(number => (double)number), rewards.Rewards);
        Assert.Equal(rewards.Rewards, again.Rewards);
        Assert.Equal(10, backend.BatchSize);
        Assert.Equal(["at most 10 conversations a request: batch size 32 > maximum allowed batch size 10"], meter.Read().Changes);
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"Too many inputs: at most 16 texts a request"}}""", 16)]
    [InlineData(422, """{"detail":[{"type":"too_long","loc":["body","inputs"],"msg":"List should have at most 4 items after validation, not 32"}]}""", 4)]
    [InlineData(400, """{"error":"batch size is too large"}""", 16)]
    public async Task Limits_on_the_batch_are_read_however_they_are_put(int status, string refusal, int most)
    {
        var ties = new Prompt("tied:1", "Ties", "Q", [.. Enumerable.Range(0, 32).Select(number => new Completion($"{number}", number < 3))]);
        var answer = TeiWithBatchesOf(most);
        await using var server = await FakeServer.StartAsync(request =>
            request.Json["inputs"]!.AsArray().Count > most ? new FakeAnswer(status, refusal) : answer(request));
        await using var backend = Backend(server.Url, "tei-predict", "raw", attribute: null);

        Assert.Equal(Enumerable.Range(0, 32).Select(number => (double)number), (await RewardAsync(backend, ties)).Rewards);
        Assert.Equal(most, backend.BatchSize);
    }

    [Fact]
    public async Task Conversations_as_long_as_the_limit_count_as_truncated()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(
            200, """[{"embedding":[1],"meta_info":{"prompt_tokens":2048}},{"embedding":[2],"meta_info":{"prompt_tokens":41}}]"""));
        await using var backend = Backend(server.Url, "sglang-classify", "raw", attribute: null);

        Assert.Equal(1, (await RewardAsync(backend, TwoAnswers)).TruncatedCount);
    }

    [Fact]
    public async Task The_preview_is_the_exact_request()
    {
        await using var server = await FakeServer.StartAsync(_ => new FakeAnswer(200, """{"rewards":[1,2]}"""));
        await using var backend = Backend(server.Url, "openrlhf", "llama-3", attribute: null);

        var preview = backend.Preview(TwoAnswers);
        await RewardAsync(backend, TwoAnswers);

        Assert.Equal(server.Requests.Single().Body, preview);
    }

    private static Func<FakeRequest, FakeAnswer> TeiWithBatchesOf(int most) => request =>
    {
        var inputs = request.Json["inputs"]!.AsArray();
        return inputs.Count > most
            ? new FakeAnswer(422, $$"""{"error":"batch size {{inputs.Count}} > maximum allowed batch size {{most}}","error_type":"Validation"}""")
            : FakeAnswer.Json(new JsonArray([.. inputs.Select(input => new JsonArray(new JsonObject
            {
                ["score"] = double.Parse(input![0]!.ToString().Split("\n\n")[1], System.Globalization.CultureInfo.InvariantCulture),
                ["label"] = "LABEL_0",
            }))]));
    };

    private static RewardServerBackend Backend(Uri url, string protocol, string? template, string? attribute, RunMeter? meter = null)
    {
        var settings = new ServerSettings
        {
            Model = "m",
            HasChatTemplate = template is not null,
            MaxLength = 2048,
            Attributes = AttributeWeights.Parse(attribute),
        };
        var client = TestClients.Create(url, TestClients.Options with { MaxRetries = 1 }, meter: meter);
        return new RewardServerBackend(client, ((ServerProtocol)BackendProtocols.Find(protocol)!).Create(settings), ChatTemplate.Parse(template), 2048);
    }

    private static Task<PromptRewards> RewardAsync(RewardServerBackend backend, Prompt prompt) =>
        backend.RewardAsync(prompt, TestContext.Current.CancellationToken);
}
