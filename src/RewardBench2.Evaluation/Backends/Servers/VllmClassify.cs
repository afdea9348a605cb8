namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>vLLM's <c>/classify</c>: the classes' numbers, of which a reward model has one.</summary>
public static class VllmClassify
{
    public static ServerProtocol Protocol { get; } = VllmConversationAdapter.Declare(
        "vllm-classify",
        "vllm serve MODEL --runner pooling --convert classify",
        settings => new VllmConversationAdapter(settings, path: "classify", output: "probs"));
}
