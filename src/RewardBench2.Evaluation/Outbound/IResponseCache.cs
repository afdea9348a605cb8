using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Keeps usable responses, so that a run that is resumed or retried pays nothing twice.</summary>
public interface IResponseCache
{
    /// <summary>The response kept under a key; <c>null</c> when there is none.</summary>
    Task<string?> FindAsync(string key, CancellationToken cancellationToken);

    Task StoreAsync(string key, string response, CancellationToken cancellationToken);
}

/// <summary>A cache for as long as the process lives.</summary>
public sealed class InMemoryResponseCache : IResponseCache
{
    private readonly ConcurrentDictionary<string, string> _responses = new(StringComparer.Ordinal);

    public Task<string?> FindAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(_responses.GetValueOrDefault(key));

    public Task StoreAsync(string key, string response, CancellationToken cancellationToken)
    {
        _responses[key] = response;
        return Task.CompletedTask;
    }
}

/// <summary>What makes two requests the same.</summary>
public static class ResponseKey
{
    /// <summary>SHA-256, in lower-case hex, of address, model and the exact request.</summary>
    public static string Compute(Uri url, string? model, string request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{url.AbsoluteUri}\n{model}\n{request}")));
}
