using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Templates;

namespace RewardBench2.Evaluation.Backends;

/// <summary>Everything a backend is opened with.</summary>
/// <param name="Request">As submitted, with its key.</param>
/// <param name="Clients">One for each address of the submission, in its order; empty for a local model.</param>
/// <param name="Template">The submitted chat template; <c>null</c> where the server, or the model's folder, has its own.</param>
/// <param name="Found">What the probe learnt of the server.</param>
/// <param name="ModelsFolder">The operator's folder of local models; <c>null</c> where there is none.</param>
public sealed record BackendInputs(
    SubmissionRequest Request, IReadOnlyList<EndpointClient> Clients, ChatTemplate? Template, FoundServer Found, string? ModelsFolder)
{
    /// <summary>Hears what operators should know, such as why a graphics card is not used.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    // Scores are published at this length unless a row says otherwise.
    private const int DefaultMaxLength = 2_048;

    /// <summary>Where conversations are cut, in tokens. A server refuses to cut at more than it can read.</summary>
    public int MaxLength => Math.Min((Request.Backend as ModelRequest)?.MaxLength ?? DefaultMaxLength, Found.MaxLength ?? int.MaxValue);
}

/// <summary>What a server says about itself.</summary>
/// <param name="Model">The model's name there, submitted or found.</param>
/// <param name="MaxLength">The longest conversation it takes, in tokens.</param>
/// <param name="BatchSize">How many conversations one request may hold.</param>
public sealed record FoundServer(string? Model = null, int? MaxLength = null, int? BatchSize = null);
