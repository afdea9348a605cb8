using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

/// <summary>Clients whose waits are so short that no test waits for time.</summary>
public static class TestClients
{
    public static EndpointOptions Options { get; } = new()
    {
        AllowPrivateEndpoints = true,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        LongestDelay = TimeSpan.FromMilliseconds(5),
        MaxRetries = 3,
    };

    public static EndpointClient Create(
        Uri url, EndpointOptions? options = null, string? apiKey = null, IReadOnlyDictionary<string, string>? headers = null, RunCaps? caps = null, IResponseCache? cache = null, RunMeter? meter = null) =>
        new(
            EndpointAddress.Parse(url.AbsoluteUri),
            new EndpointSecrets(apiKey, headers),
            options ?? Options,
            meter ?? new RunMeter(),
            caps ?? RunCaps.None,
            cache ?? new InMemoryResponseCache(),
            TimeProvider.System);
}
