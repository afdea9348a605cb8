using Microsoft.Extensions.Configuration;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Evaluation.Imports;

/// <summary>The Hugging Face hub, or the mirror of it that <c>HuggingFace:Endpoint</c> or <c>HF_ENDPOINT</c> names.</summary>
public sealed class HubSource(IConfiguration configuration) : IDisposable
{
    // The operator names this address, so it is fetched like any other, proxies and redirects included.
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) });

    /// <exception cref="HubException">The configured address is none.</exception>
    public HubDownload Open()
    {
        var configured = configuration["HuggingFace:Endpoint"] ?? configuration["HF_ENDPOINT"];
        var endpoint = string.IsNullOrWhiteSpace(configured) ? HubDownload.DefaultEndpoint
            : Uri.TryCreate(configured, UriKind.Absolute, out var address) ? address
            : throw new HubException("HuggingFace:Endpoint is no address. Write it like https://huggingface.co.");
        return new HubDownload(_client, endpoint, configuration["HuggingFace:Token"] ?? configuration["HF_TOKEN"]);
    }

    public void Dispose() => _client.Dispose();
}
