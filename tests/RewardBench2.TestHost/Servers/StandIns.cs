using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Checks;
using RewardBench2.TestHost.Content;

namespace RewardBench2.TestHost.Servers;

/// <summary>
/// A stand-in for each kind of server, as strict and as odd as its documentation says it is. Its model rewards a completion of
/// the starter set, or of the canaries, by its letters alone, so that what is stored can be checked number by number.
/// </summary>
public static class StandIns
{
    private static readonly HashSet<string> Good = [.. CanaryConversations.Clear.Select(prompt => prompt.Completions.Single(completion => completion.IsChosen).Text)];

    private static readonly string[] Known =
    [
        .. StarterFiles.Prompts.SelectMany(prompt => prompt.Completions)
            .Concat(CanaryConversations.Clear.SelectMany(prompt => prompt.Completions.Select(completion => completion.Text)))
            .Distinct()
            .OrderByDescending(completion => completion.Length),
    ];

    /// <summary>Below zero but for the canaries' good answers, and exact in JSON.</summary>
    public static double Reward(string completion) => Good.Contains(completion) ? 5 : (completion.Sum(letter => letter) % 64 / 16.0) - 4.5;

    public static Task<FakeServer> StartAsync(string kind) => FakeServer.StartAsync(Answer(kind));

    /// <summary>vLLM's pooling of a model that rewards any text.</summary>
    public static FakeAnswer PoolAnyText(FakeRequest request) => PoolAnyText(request, Reward);

    /// <summary>The same of a model that prefers bad answers.</summary>
    public static FakeAnswer PoolAnyTextBackwards(FakeRequest request) => PoolAnyText(request, text => -Reward(text));

    private static FakeAnswer PoolAnyText(FakeRequest request, Func<string, double> rewardOf)
    {
        if (request.Path != "/pooling")
        {
            return request.Path switch
            {
                "/v1/models" => FakeRewardServers.VllmModels(),
                "/version" => new FakeAnswer(200, """{"version":"0.16.1"}"""),
                _ => FakeAnswer.NotFound,
            };
        }

        var reward = rewardOf(request.Json["messages"]!.AsArray()[^1]!["content"]!.ToString());
        return FakeAnswer.Json(new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray(new JsonObject { ["index"] = 0, ["data"] = new JsonArray(Squashed(request.Json, reward)) }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 9, ["total_tokens"] = 9, ["completion_tokens"] = 0 },
        });
    }

    /// <summary>How a server of a kind answers.</summary>
    public static Func<FakeRequest, FakeAnswer> Answer(string kind) => kind switch
    {
        "vllm-classify" => Vllm("/classify", classify => Rows(classify, "probs", reward => new JsonArray(reward))),
        "vllm-pooling" => Vllm("/pooling", pooling => Rows(pooling, "data", reward => new JsonArray(reward))),
        "vllm-pooling of tokens" => Vllm("/pooling", pooling => pooling["task"]?.ToString() == "classify"
            ? new FakeAnswer(400, """{"error":{"message":"Task classify is not supported, supported task: token_classify","type":"BadRequestError","param":"task","code":400}}""")
            : Rows(pooling, "data", reward => new JsonArray(new JsonArray(0.25), new JsonArray(reward)))),
        "vllm-score" => Vllm("/score", score => FakeAnswer.Json(new JsonObject
        {
            ["data"] = new JsonArray([.. score["text_2"]!.AsArray().Select((text, index) =>
                new JsonObject { ["index"] = index, ["object"] = "score", ["score"] = Squashed(score, Reward(text!.ToString())) })]),
        })),
        "sglang" => Sglang,
        "tei" => Tei,
        "infinity" => Infinity,
        "llama.cpp" => LlamaCpp,
        "openrlhf" => OpenRlhf,
        "nim" => Nim,
        "dpo policy" => request => Completions(request, first: completion => Reward(completion) - 10),
        "dpo reference" => request => Completions(request, first: _ => -10),
        _ => throw new ArgumentException($"There is no stand-in for {kind}.", nameof(kind)),
    };

    /// <summary>The completion at the end of a conversation: as it is, or behind the template "raw".</summary>
    public static string Completion(string text) =>
        Array.Find(Known, completion => text.Length == completion.Length ? text == completion : text.EndsWith("\n\n" + completion, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No completion ends “{text}”.");

    private static Func<FakeRequest, FakeAnswer> Vllm(string path, Func<JsonObject, FakeAnswer> answer) => request => request.Path switch
    {
        "/v1/models" => FakeRewardServers.VllmModels(),
        "/version" => new FakeAnswer(200, """{"version":"0.16.1"}"""),
        _ when request.Path == path => answer(request.Json),
        "/classify" or "/pooling" => new FakeAnswer(400, """{"error":{"message":"The model does not support this API","type":"BadRequestError","code":400}}"""),
        _ => FakeAnswer.NotFound,
    };

    private static FakeAnswer Rows(JsonObject request, string member, Func<double, JsonArray> output) => FakeAnswer.Json(new JsonObject
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. Conversations(request).Select((completion, index) =>
            new JsonObject { ["index"] = index, [member] = output(Squashed(request, Reward(completion))) })]),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 9, ["total_tokens"] = 9, ["completion_tokens"] = 0 },
    });

    private static IEnumerable<string> Conversations(JsonObject request) => request["input"] is JsonArray input
        ? input.Select(text => Completion(text!.ToString()))
        : [request["messages"]!.AsArray()[^1]!["content"]!.ToString()];

    private static double Squashed(JsonObject request, double reward) =>
        request["use_activation"]?.GetValue<bool>() is false ? reward : FakeRewardServers.Sigmoid(reward);

    // One text is answered by an object, several by a list.
    private static FakeAnswer Sglang(FakeRequest request)
    {
        if (request.Path != "/classify")
        {
            return request.Path switch
            {
                "/get_model_info" => new FakeAnswer(200, """{"model_path":"org/rm","is_generation":false}"""),
                "/v1/models" => new FakeAnswer(200, """{"object":"list","data":[{"id":"org/rm","object":"model","owned_by":"sglang"}]}"""),
                _ => FakeAnswer.NotFound,
            };
        }

        if (request.Json["text"] is not { } text)
        {
            return new FakeAnswer(400, """{"error":{"message":"Either text or input_ids should be provided."}}""");
        }

        var answers = text is JsonArray texts ? texts.Select(Classified).ToList() : [Classified(text)];
        return FakeAnswer.Json(text is JsonArray ? new JsonArray([.. answers]) : answers[0]);

        static JsonNode Classified(JsonNode? one) => new JsonObject
        {
            ["embedding"] = new JsonArray(Reward(Completion(one!.ToString()))),
            ["meta_info"] = new JsonObject { ["prompt_tokens"] = 9 },
        };
    }

    // A flat list is one pair; predictions are a sigmoid unless asked for raw.
    private static FakeAnswer Tei(FakeRequest request)
    {
        const int Most = 4;
        if (request.Path != "/predict")
        {
            return request.Path == "/info"
                ? new FakeAnswer(200, """{"model_id":"org/rm","model_type":{"reranker":{"id2label":{"0":"LABEL_0"}}},"max_input_length":8192,"max_client_batch_size":4,"version":"1.8.2"}""")
                : FakeAnswer.NotFound;
        }

        var inputs = request.Json["inputs"]!.AsArray();
        if (inputs.Count > Most || !inputs.All(input => input is JsonArray { Count: 1 or 2 }))
        {
            return new FakeAnswer(422, $$"""{"error":"batch size {{inputs.Count}} > maximum allowed batch size {{Most}}","error_type":"Validation"}""");
        }

        var isRaw = request.Json["raw_scores"]?.GetValue<bool>() is true;
        return FakeAnswer.Json(new JsonArray([.. inputs.Select(input => Reward(Completion(input!.AsArray()[^1]!.ToString()))).Select(reward => new JsonArray(
            new JsonObject { ["score"] = isRaw ? reward : FakeRewardServers.Sigmoid(reward), ["label"] = "LABEL_0" }))]));
    }

    private static FakeAnswer Infinity(FakeRequest request)
    {
        if (request.Path != "/classify")
        {
            return request.Path == "/models"
                ? new FakeAnswer(200, """{"data":[{"id":"org/rm","stats":{},"object":"model","owned_by":"infinity","backend":"torch","capabilities":["classify"]}],"object":"list"}""")
                : FakeAnswer.NotFound;
        }

        if (request.Json["input"] is not JsonArray input)
        {
            return new FakeAnswer(422, """{"detail":[{"type":"missing","loc":["body","input"],"msg":"Field required"}]}""");
        }

        var isRaw = request.Json["raw_scores"]?.GetValue<bool>() is true;
        return FakeAnswer.Json(new JsonObject
        {
            ["object"] = "classify",
            ["data"] = new JsonArray([.. input.Select(text => Reward(Completion(text!.ToString()))).Select(reward => new JsonArray(
                new JsonObject { ["label"] = "LABEL_0", ["score"] = isRaw ? reward : FakeRewardServers.Sigmoid(reward) }))]),
            ["model"] = "org/rm",
        });
    }

    // Results come sorted by score.
    private static FakeAnswer LlamaCpp(FakeRequest request) => request.Path switch
    {
        "/v1/models" => new FakeAnswer(200, """{"models":[],"object":"list","data":[{"id":"rm.gguf","object":"model","owned_by":"llamacpp"}]}"""),
        "/rerank" or "/v1/rerank" => FakeAnswer.Json(new JsonObject
        {
            ["object"] = "list",
            ["results"] = new JsonArray([.. request.Json["documents"]!.AsArray()
                .Select((text, index) => (Index: index, Score: Reward(text!.ToString())))
                .OrderByDescending(one => one.Score)
                .Select(one => new JsonObject { ["index"] = one.Index, ["relevance_score"] = one.Score })]),
        }),
        _ => new FakeAnswer(404, """{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}"""),
    };

    private static FakeAnswer OpenRlhf(FakeRequest request) => request.Path == "/get_reward"
        ? FakeAnswer.Json(new JsonObject
        {
            ["rewards"] = new JsonArray([.. request.Json["query"]!.AsArray().Select(text => JsonValue.Create(Reward(Completion(text!.ToString()))))]),
        })
        : FakeAnswer.NotFound;

    private static FakeAnswer Nim(FakeRequest request) => request.Path switch
    {
        "/v1/models" => new FakeAnswer(200, """{"object":"list","data":[{"id":"nvidia/llama-3.1-nemotron-70b-reward","owned_by":"nvidia"}]}"""),
        "/v1/chat/completions" when request.Json["messages"]!.AsArray()[^1] is { } last => last["role"]!.ToString() == "assistant"
            ? Chat(FormattableString.Invariant($"reward:{Reward(last["content"]!.ToString())}"))
            : new FakeAnswer(400, """{"error":{"message":"The last message must be the assistant's"}}"""),
        _ => FakeAnswer.NotFound,
    };

    public static FakeAnswer Chat(string content) => FakeAnswer.Json(new JsonObject
    {
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content },
            ["finish_reason"] = "stop",
        }),
    });

    // Every letter is a token; the first one of the completion carries what the policies differ in.
    private static FakeAnswer Completions(FakeRequest request, Func<string, double> first)
    {
        var text = request.Json["prompt"]!.ToString();
        var completion = Completion(text);
        var from = text.Length - completion.Length;
        return FakeAnswer.Json(new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject
            {
                ["logprobs"] = new JsonObject
                {
                    ["tokens"] = new JsonArray([.. text.Append('!').Select(letter => JsonValue.Create(letter.ToString()))]),
                    ["token_logprobs"] = new JsonArray([.. text.Append('!').Select((_, at) =>
                        at == 0 ? null : JsonValue.Create(at == from ? first(completion) : -1))]),
                },
            }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = text.Length, ["completion_tokens"] = 1 },
        });
    }
}
