namespace RewardBench2.Evaluation.Outbound;

/// <summary>What this process allows of, and spends on, an address that a visitor named.</summary>
public sealed record EndpointOptions
{
    /// <summary>Private and loopback addresses may be named. Defaults to false.</summary>
    public bool AllowPrivateEndpoints { get; init; }

    /// <summary>Requests under way at once per run, at most. Defaults to 64.</summary>
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>Requests under way at once when a run starts; the number then adapts. Defaults to 20.</summary>
    public int StartConcurrency { get; init; } = 32;

    /// <summary>The longest response that is read, decompressed. Defaults to 8 MB.</summary>
    public int MaxResponseBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long opening a connection may take. Defaults to 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one attempt may take, response included. Defaults to 5 minutes, which a reasoning judge can need.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a server may take to say what it is. Defaults to 20 s.</summary>
    public TimeSpan AskTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a response that has begun may pause. Defaults to 30 s.</summary>
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
