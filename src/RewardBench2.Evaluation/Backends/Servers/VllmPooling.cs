using System.Text.Json.Nodes;

namespace RewardBench2.Evaluation.Backends.Servers;

/// <summary>vLLM's <c>/pooling</c> (and lmdeploy's): a scalar, a list of outputs, or one list per token.</summary>
public static class VllmPooling
{
    public static ServerProtocol Protocol { get; } = VllmConversationAdapter.Declare(
        "vllm-pooling",
        "vllm serve MODEL --runner pooling",
        settings => new VllmConversationAdapter(settings, path: "pooling", output: "data", AskForNumbers));

    // Token-level reward models refuse this task by name; it is then left out, and their own task answers.
    private static void AskForNumbers(JsonObject request)
    {
        request["task"] = "classify";
        request["encoding_format"] = "float";
    }
}
