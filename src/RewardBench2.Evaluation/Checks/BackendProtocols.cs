using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Dpo;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Backends.Onnx;
using RewardBench2.Evaluation.Backends.Servers;

namespace RewardBench2.Evaluation.Checks;

/// <summary>Every protocol there is, by its public name.</summary>
public static class BackendProtocols
{
    /// <summary>Finds the protocol out by asking the server.</summary>
    public const string Auto = "auto";

    private static readonly BackendProtocol[] OfEndpoints = [.. ServerProtocols.All, .. JudgeProtocol.All];

    private static readonly Dictionary<string, BackendProtocol> ByName =
        OfEndpoints.Append(DpoProtocol.Instance).Append(OnnxProtocol.Instance).ToDictionary(protocol => protocol.Name);

    /// <summary>What an endpoint may be submitted with, <c>auto</c> first.</summary>
    public static IReadOnlyList<string> EndpointNames { get; } = [Auto, .. OfEndpoints.Select(protocol => protocol.Name)];

    /// <summary>The protocol of that name; <c>null</c> for <c>auto</c> and unknown names.</summary>
    public static BackendProtocol? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);
}
