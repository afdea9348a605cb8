namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>The protocols' public names, and what each needs.</summary>
public static class EndpointProtocols
{
    public const string Auto = "auto";
    public const string VllmClassify = "vllm-classify";
    public const string VllmPooling = "vllm-pooling";
    public const string VllmScore = "vllm-score";
    public const string SglangClassify = "sglang-classify";
    public const string TeiPredict = "tei-predict";
    public const string OpenRlhf = "openrlhf";
    public const string NimReward = "nim-reward";
    public const string JudgeRanking = "judge-ranking";
    public const string JudgeRatings = "judge-ratings";

    /// <summary>Two policies; not a protocol that an endpoint is submitted with.</summary>
    public const string Dpo = "dpo";

    /// <summary>A local model; not a protocol that an endpoint is submitted with.</summary>
    public const string Onnx = "onnx";

    /// <summary>Every protocol of endpoints, <c>auto</c> first.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Auto, VllmClassify, VllmPooling, VllmScore, SglangClassify, TeiPredict, OpenRlhf, NimReward, JudgeRanking, JudgeRatings,
    ];

    public static bool IsJudge(string protocol) => protocol is JudgeRanking or JudgeRatings;

    /// <summary>The server has no template of its own: one has to be submitted.</summary>
    public static bool NeedsChatTemplate(string protocol) => protocol is SglangClassify or OpenRlhf;

    /// <summary>Requests name the model, so it has to be known.</summary>
    public static bool NeedsModel(string protocol) => protocol == NimReward || IsJudge(protocol);

    /// <summary>The server takes prompt and completion apart, so a submitted template would go unused.</summary>
    public static bool IgnoresChatTemplate(string protocol) =>
        protocol is VllmScore or NimReward || IsJudge(protocol);

    /// <summary>The adapter of a reward-model server.</summary>
    public static IRewardProtocol Create(string protocol, ServerSettings settings) => protocol switch
    {
        VllmClassify => new VllmClassify(settings),
        VllmPooling => new VllmPooling(settings),
        VllmScore => new VllmScore(settings),
        SglangClassify => new SglangClassify(settings),
        TeiPredict => new TeiPredict(settings),
        OpenRlhf => new OpenRlhf(settings),
        NimReward => new NimReward(settings),
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "No reward-model server speaks this protocol."),
    };

    /// <summary>How to start a server so that it speaks a protocol with raw scores; one line, <c>MODEL</c> to be replaced.</summary>
    public static string LaunchCommand(string protocol) => protocol switch
    {
        VllmClassify => "vllm serve MODEL --runner pooling --convert classify",
        VllmPooling => "vllm serve MODEL --runner pooling",
        VllmScore => "vllm serve MODEL --runner pooling --convert classify",
        SglangClassify => "python -m sglang.launch_server --model-path MODEL --is-embedding",
        TeiPredict => "text-embeddings-router --model-id MODEL",
        OpenRlhf => "python -m openrlhf.cli.serve_rm --reward_pretrain MODEL --max_len 2048",
        NimReward => "docker run --gpus all -e NGC_API_KEY -e NIM_REWARD_MODEL=1 -p 8000:8000 MODEL",
        _ => "vllm serve MODEL",
    };
}
