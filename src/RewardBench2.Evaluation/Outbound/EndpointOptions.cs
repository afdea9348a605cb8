namespace RewardBench2.Evaluation.Outbound;

/// <summary>What this process allows of, and spends on, an address that a visitor named.</summary>
public sealed record EndpointOptions
{
    /// <summary>Private and loopback addresses may be named. Defaults to false.</summary>
    public bool AllowPrivateEndpoints { get; init; }

    /// <summary>Requests under way at once per run, at most. Defaults to 64.</summary>
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>Requests under way at once when a run starts; the number then adapts. Defaults to 32.</summary>
    public int StartConcurrency { get; init; } = 32;

    /// <summary>How long responses may be, and how much of them is held and kept.</summary>
    public ResponseBounds Responses { get; init; } = new();

    /// <summary>Ports that may be called; <c>null</c> for all but those of other services. Defaults to <c>null</c>.</summary>
    public IReadOnlySet<int>? Ports { get; init; }

    /// <summary>How long opening a connection may take. Defaults to 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one attempt may take, response included. Defaults to 5 minutes, which a reasoning judge can need.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a server may take to say one thing of itself. Defaults to 20 s.</summary>
    public TimeSpan AskTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long all questions of a probe may take together. Defaults to a minute.</summary>
    public TimeSpan ProbeTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the answer to one check conversation may take; a judge has as long as an attempt. Defaults to a minute.</summary>
    public TimeSpan CheckTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a first request may wait for the beginning of its response while nothing is known of the server. Defaults to 10 s.</summary>
    public TimeSpan FirstBeginning { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whatever was seen of the server, the beginning of a response is waited for so long. Defaults to 3 s.</summary>
    public TimeSpan ShortestBeginning { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an answer that has begun may pause. Defaults to 30 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is repeated after a fault that may pass. Defaults to 10, a minute in all.</summary>
    public int MaxRetries { get; init; } = 10;

    /// <summary>The wait before the first repetition; it doubles each time, with jitter. Defaults to 0.05 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.05);

    /// <summary>The longest wait between two attempts, and the longest Retry-After that is sat out. Defaults to 2 minutes.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The folder below which operators keep local models; <c>null</c> where there are none.</summary>
    public string? ModelsFolder { get; init; }
}
