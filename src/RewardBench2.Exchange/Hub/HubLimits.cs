namespace RewardBench2.Exchange.Hub;

/// <summary>How patient downloads from the hub are, and how much they take.</summary>
public sealed record HubLimits
{
    /// <summary>How long a download may stand still before it is asked for again. Defaults to 60 seconds.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait after a first failure; it doubles with each further one. Defaults to half a second.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait, also where the hub asks for one; it fails at once when asked to wait longer. Defaults to 2 minutes.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a request is sent in a row without a further byte arriving. Defaults to 6.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>How often a request is sent in all. Defaults to 60.</summary>
    public int AttemptsInAll { get; init; } = 60;

    /// <summary>Files under way at once. Defaults to 4.</summary>
    public int AtOnce { get; init; } = 4;

    /// <summary>Files a repository may list. Defaults to 20,000.</summary>
    public int MaxFiles { get; init; } = 20_000;

    /// <summary>The largest page of a list, in bytes. Defaults to 16 MB.</summary>
    public int MaxPageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most that one download takes, in bytes. Defaults to 32 GB.</summary>
    public long MaxBytes { get; init; } = 32L * 1024 * 1024 * 1024;
}
