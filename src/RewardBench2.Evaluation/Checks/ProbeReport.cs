using System.Text.Json.Serialization;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Checks;

/// <summary>What was found at a submitted address, and how.</summary>
public sealed record ProbeReport
{
    /// <summary>The protocol to use; <c>null</c> when none was found.</summary>
    public string? Protocol { get; init; }

    /// <summary>What serves there, such as <c>vLLM</c>; <c>null</c> where it does not tell.</summary>
    public string? Server { get; init; }

    /// <summary>The server's version; <c>null</c> where it does not tell.</summary>
    public string? Version { get; init; }

    /// <summary>The model's name on its server.</summary>
    public string? ServedModel { get; init; }

    /// <summary>The longest conversation that the server takes, in tokens.</summary>
    public int? ServerMaxLength { get; init; }

    /// <summary>How many conversations one request may hold, where the server tells.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Why the run cannot start, and what to do; <c>null</c> when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Every request tried, in order.</summary>
    public IReadOnlyList<ProbeStep> Steps { get; init; } = [];

    /// <summary>The problem may be gone later, so the run waits instead of failing.</summary>
    [JsonIgnore]
    public bool IsTransient { get; init; }

    [JsonIgnore]
    public FoundServer Found => new(ServedModel, ServerMaxLength, BatchSize);
}

/// <summary>One request of a probe.</summary>
/// <param name="Tried">Such as <c>GET /info</c>.</param>
/// <param name="Came">The status and the gist of the answer.</param>
/// <param name="Conclusion">What follows from it.</param>
/// <param name="HttpExchange">The exact request and answer; <c>null</c> when nothing was sent.</param>
public sealed record ProbeStep(string Tried, string Came, string Conclusion, HttpExchange? HttpExchange = null);
