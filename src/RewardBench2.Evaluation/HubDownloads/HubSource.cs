using Microsoft.Extensions.Configuration;
using RewardBench2.Exchange.Hub;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.HubDownloads;

/// <summary>The Hugging Face hub, or the mirror of it that <c>HuggingFace:Endpoint</c> or <c>HF_ENDPOINT</c> names.</summary>
public sealed class HubSource(IConfiguration configuration, Database database) : IDisposable
{
    private readonly HttpClient _client = HubDownload.CreateClient();

    /// <summary>Where downloads are kept until their import is done: <c>HuggingFace:Downloads</c>, else <c>downloads</c> next to the database.</summary>
    public string Downloads => configuration["HuggingFace:Downloads"] is { Length: > 0 } chosen
        ? Path.GetFullPath(chosen)
        : Path.Combine(database.File is { } file ? Path.GetDirectoryName(file)! : Path.GetFullPath("data"), "downloads");

    /// <summary>Whether the operator has given a token.</summary>
    public bool HasToken => Token is not null;

    private string? Token => (configuration["HuggingFace:Token"] ?? configuration["HF_TOKEN"])?.Trim() is { Length: > 0 } token ? token : null;

    /// <param name="limits">How patient to be; defaults to a download's patience.</param>
    /// <param name="usesToken">Read as the operator, who may see more than a visitor. Defaults to true.</param>
    /// <exception cref="HubException">The configured address is none.</exception>
    public HubDownload Open(HubLimits? limits = null, bool usesToken = true)
    {
        var configured = configuration["HuggingFace:Endpoint"] ?? configuration["HF_ENDPOINT"];
        var endpoint = string.IsNullOrWhiteSpace(configured) ? HubDownload.DefaultEndpoint
            : Uri.TryCreate(configured.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
            : throw new HubException("HuggingFace:Endpoint is not an address. Write it like https://huggingface.co.");
        return new HubDownload(_client, endpoint, usesToken ? Token : null, limits);
    }

    public void Dispose() => _client.Dispose();
}
