using System.Text.Json.Nodes;
using RewardBench2.Evaluation.Checks;

namespace RewardBench2.TestHost.Servers;

/// <summary>Servers of every kind that a test can make misbehave. Their model likes the canaries' good answers.</summary>
public static class FakeRewardServers
{
    private static readonly FakeAnswer Unauthorized = new(401, """{"error":"Unauthorized"}""");

    /// <summary>The raw reward of a text: positive when it holds a good answer, else negative.</summary>
    public static double Raw(string text) => CanaryConversations.Clear.Any(prompt => text.Contains(prompt.Completions.Single(completion => completion.IsChosen).Text, StringComparison.Ordinal))
        ? 2 + (text.Length % 10 / 16.0)
        : -1 - (text.Length % 10 / 16.0);

    public static double Sigmoid(double raw) => 1 / (1 + Math.Exp(-raw));

    /// <summary>vLLM with a classifier. <paramref name="reward"/> may depend on the whole request.</summary>
    public static Task<FakeServer> VllmAsync(Func<JsonObject, string, double>? reward = null, int tokensOfBos = 1, int maxLength = 8192) =>
        FakeServer.StartAsync(request => request.Path switch
        {
            "/v1/models" => VllmModels(maxLength),
            "/version" => new FakeAnswer(200, """{"version":"0.16.1"}"""),
            "/classify" => Classified(request.Json, reward, tokensOfBos),
            _ => FakeAnswer.NotFound,
        });

    /// <summary>vLLM with a reward model under <c>/pooling</c> only.</summary>
    public static Task<FakeServer> VllmPoolingAsync() => FakeServer.StartAsync(request => request.Path switch
    {
        "/v1/models" => new FakeAnswer(200, """{"data":[{"id":"org/rm","owned_by":"vllm","max_model_len":4096}]}"""),
        "/classify" => new FakeAnswer(400, """{"error":{"message":"The model does not support Classification API","type":"BadRequestError","code":400}}"""),
        "/pooling" => FakeAnswer.Json(new JsonObject
        {
            ["data"] = new JsonArray([.. Texts(request.Json).Select((text, index) =>
                new JsonObject { ["index"] = index, ["data"] = new JsonArray(Raw(text)) })]),
        }),
        _ => FakeAnswer.NotFound,
    });

    public static Task<FakeServer> VllmScoreAsync() => FakeServer.StartAsync(request => request.Path switch
    {
        "/v1/models" => new FakeAnswer(200, """{"data":[{"id":"org/rm","owned_by":"vllm"}]}"""),
        "/score" => FakeAnswer.Json(new JsonObject
        {
            ["data"] = new JsonArray([.. request.Json["text_2"]!.AsArray().Select((text, index) =>
                new JsonObject { ["index"] = index, ["score"] = Raw(text!.ToString()) })]),
        }),
        _ => FakeAnswer.NotFound,
    });

    public static Task<FakeServer> SglangAsync(Func<string, double>? reward = null, int addedTokens = 1) => FakeServer.StartAsync(request => request.Path switch
    {
        "/v1/models" => new FakeAnswer(200, """{"data":[{"id":"org/rm","owned_by":"sglang"}]}"""),
        "/get_model_info" => new FakeAnswer(200, """{"model_path":"org/rm","is_generation":false}"""),
        "/classify" => FakeAnswer.Json(new JsonArray([.. request.Json["text"]!.AsArray().Select(text => new JsonObject
        {
            ["embedding"] = new JsonArray((reward ?? Raw)(text!.ToString())),
            ["meta_info"] = new JsonObject { ["prompt_tokens"] = Tokens(text.ToString()) + addedTokens },
        })])),
        _ => FakeAnswer.NotFound,
    });

    public static Task<FakeServer> TeiAsync(string modelType = "reranker") => FakeServer.StartAsync(request => request.Path switch
    {
        "/info" => new FakeAnswer(
            200, $$$$"""{"model_id":"org/rm","model_type":{"{{{{modelType}}}}":{"id2label":{"0":"LABEL_0"}}},"max_input_length":512,"max_client_batch_size":8,"version":"1.8.2"}"""),
        "/predict" => FakeAnswer.Json(new JsonArray([.. request.Json["inputs"]!.AsArray().Select(input => new JsonArray(new JsonObject
        {
            ["score"] = Raw(string.Concat(input!.AsArray())),
            ["label"] = "LABEL_0",
        }))])),
        _ => FakeAnswer.NotFound,
    });

    public static Task<FakeServer> OpenRlhfAsync(Func<string, double>? reward = null) => FakeServer.StartAsync(request => request.Path == "/get_reward"
        ? FakeAnswer.Json(new JsonObject
        {
            ["rewards"] = new JsonArray([.. request.Json["query"]!.AsArray().Select(text => JsonValue.Create((reward ?? Raw)(text!.ToString())))]),
        })
        : FakeAnswer.NotFound);

    public static Task<FakeServer> NimAsync() => FakeServer.StartAsync(request => request.Path switch
    {
        "/v1/models" => new FakeAnswer(200, """{"data":[{"id":"nvidia/llama-3.1-nemotron-70b-reward","owned_by":"nvidia"}]}"""),
        "/v1/chat/completions" => Chat($"reward:{Raw(request.Json["messages"]![1]!["content"]!.ToString())}"),
        _ => FakeAnswer.NotFound,
    });

    /// <summary>A chat model that judges well, or says whatever a test wants it to.</summary>
    public static Task<FakeServer> JudgeAsync(Func<string, string>? say = null, string? key = null) => FakeServer.StartAsync(request => request.Path switch
    {
        _ when key is not null && request.Authorization != $"Bearer {key}" => Unauthorized,
        "/v1/models" => new FakeAnswer(200, """{"data":[{"id":"org/judge","owned_by":"openai"}]}"""),
        "/v1/chat/completions" => Chat((say ?? GoodVerdict)(request.Json["messages"]!.AsArray()[^1]!["content"]!.ToString())),
        _ => FakeAnswer.NotFound,
    });

    /// <summary>What a good judge says.</summary>
    public static string GoodVerdict(string question)
    {
        if (!question.Contains("<answer_a>", StringComparison.Ordinal))
        {
            return Raw(question) > 0 ? "9" : "2";
        }

        var best = "abcd".First(letter => Raw(question.Split($"<answer_{letter}>")[1].Split($"</answer_{letter}>")[0]) > 0);
        return $"[[{char.ToUpperInvariant(best)}]]";
    }

    private static FakeAnswer Chat(string words) => FakeAnswer.Json(new JsonObject
    {
        ["choices"] = new JsonArray(new JsonObject
        {
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = words },
            ["finish_reason"] = "stop",
        }),
    });

    /// <summary>vLLM's answer to who it serves.</summary>
    public static FakeAnswer VllmModels(int maxLength = 8192) =>
        new(200, $$"""{"object":"list","data":[{"id":"org/rm","object":"model","owned_by":"vllm","max_model_len":{{maxLength}}}]}""");

    /// <summary>vLLM's answer to <c>/classify</c>: <see cref="Raw"/> rewards unless told otherwise.</summary>
    public static FakeAnswer Classified(JsonObject request, Func<JsonObject, string, double>? reward = null, int tokensOfBos = 1)
    {
        var texts = Texts(request);
        return FakeAnswer.Json(new JsonObject
        {
            ["data"] = new JsonArray([.. texts.Select((text, index) =>
                new JsonObject { ["index"] = index, ["probs"] = new JsonArray(reward?.Invoke(request, text) ?? Raw(text)), ["num_classes"] = 1 })]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = texts.Sum(text => text.Length < 20 ? tokensOfBos : Tokens(text)) },
        });
    }

    private static List<string> Texts(JsonObject request) => request["input"] is JsonArray input
        ? [.. input.Select(text => text!.ToString())]
        : [string.Join('\n', request["messages"]!.AsArray().Select(message => message!["content"]!.ToString()))];

    private static int Tokens(string text) => text.Length < 20 ? 1 : text.Length / 4;
}
