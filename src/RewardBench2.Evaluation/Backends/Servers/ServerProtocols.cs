namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>The protocols of reward-model servers, in the order in which <c>auto</c> tries them.</summary>
public static class ServerProtocols
{
    public static IReadOnlyList<ServerProtocol> All { get; } =
    [
        VllmClassify.Protocol,
        VllmPooling.Protocol,
        VllmScore.Protocol,
        SglangClassify.Protocol,
        TeiPredict.Protocol,
        InfinityClassify.Protocol,
        LlamaCppRerank.Protocol,
        OpenRlhf.Protocol,
        NimReward.Protocol,
    ];
}
