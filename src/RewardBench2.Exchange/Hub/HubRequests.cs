using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace RewardBench2.Exchange.Hub;

/// <summary>Sends requests to the hub: follows redirects, keeps the token from other hosts, and puts every failure into words.</summary>
internal sealed class HubRequests(HttpClient client, Uri endpoint, string? token, HubLimits limits)
{
    private const int MaxRedirects = 10;
    private static readonly ProductInfoHeaderValue Agent = new("RewardBench2", "1.0");

    /// <param name="address">Where to start.</param>
    /// <param name="subject">What is asked for, for messages.</param>
    /// <param name="shape">Sets further headers of every request on the way.</param>
    /// <returns>A response of success.</returns>
    /// <exception cref="HubException">There is none.</exception>
    public async Task<HubResponse> SendAsync(Uri address, HubSubject subject, Action<HttpRequestHeaders> shape, CancellationToken cancellationToken)
    {
        var current = address;
        var sendsToken = token is not null;
        string? commit = null;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, current);
            request.Headers.UserAgent.Add(Agent);
            shape(request.Headers);
            sendsToken &= IsTheHub(current);
            if (sendsToken)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            var response = await SendAsync(request, subject.Name, cancellationToken);
            commit ??= response.Headers.TryGetValues("X-Repo-Commit", out var commits) ? commits.First() : null;
            if (response.IsSuccessStatusCode)
            {
                return new HubResponse(response, commit);
            }

            using (response)
            {
                current = Target(response, current) is { } target && redirects < MaxRedirects
                    ? target
                    : throw await HubRefusal.ReadAsync(response, endpoint, subject, hasToken: token is not null, cancellationToken);
            }
        }
    }

    /// <summary>Opens a response's content, unpacked.</summary>
    public static async Task<Stream> OpenAsync(HttpResponseMessage response, bool unpack, CancellationToken cancellationToken)
    {
        var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        return unpack && IsPacked(response) ? new GZipStream(content, CompressionMode.Decompress) : content;
    }

    /// <summary>Whether the content travels in gzip.</summary>
    public static bool IsPacked(HttpResponseMessage response) =>
        response.Content.Headers.ContentEncoding.Any(encoding => encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) || encoding == "x-gzip");

    /// <summary>Reads a piece, and does not wait for it for ever.</summary>
    /// <exception cref="HubException">Nothing came for too long, or the connection broke.</exception>
    public async Task<int> ReadAsync(Stream content, Memory<byte> buffer, Func<string> place, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(limits.StallTimeout);
        try
        {
            return await content.ReadAsync(buffer, stall.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HubException($"{place()} has stalled for {limits.StallTimeout.TotalSeconds:0.#} seconds; try again later.", exception) { IsTransient = true };
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or HttpRequestException)
        {
            throw new HubException($"{place()} was interrupted; try again.", exception) { IsTransient = true };
        }
    }

    /// <summary>Reads a small content whole, unpacked; <c>null</c> when it is larger than that.</summary>
    /// <exception cref="HubException">Nothing came for too long, or the connection broke.</exception>
    public async Task<byte[]?> ReadWholeAsync(HttpResponseMessage response, int maxBytes, Func<string> place, CancellationToken cancellationToken)
    {
        await using var content = await OpenAsync(response, unpack: true, cancellationToken);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = await ReadAsync(content, buffer, place, cancellationToken)) > 0;)
        {
            whole.Write(buffer, 0, count);
            if (whole.Length > maxBytes)
            {
                return null;
            }
        }

        return whole.ToArray();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            var cause = exception.InnerException?.Message ?? exception.Message;
            throw new HubException($"{request.RequestUri!.Host} cannot be reached ({cause}); check the network, or set HF_ENDPOINT to a mirror.", exception) { IsTransient = true };
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HubException($"{request.RequestUri!.Host} did not respond in time to a request for {what}; try again later.", exception) { IsTransient = true };
        }
    }

    private static Uri? Target(HttpResponseMessage response, Uri from) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect
            or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location
        && Uri.TryCreate(from, location, out var target)
        && (target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp))
            ? target
            : null;

    // A token goes nowhere else, and never over a line that is less safe than the configured one.
    private bool IsTheHub(Uri address) =>
        address.Host.Equals(endpoint.Host, StringComparison.OrdinalIgnoreCase)
        && ((address.Scheme == endpoint.Scheme && address.Port == endpoint.Port)
            || (endpoint is { Scheme: "http", IsDefaultPort: true } && address is { Scheme: "https", IsDefaultPort: true }));
}

/// <summary>A response of success.</summary>
/// <param name="Message">To be disposed of.</param>
/// <param name="Commit">The commit that the hub says it is from, as far as it says so.</param>
internal sealed record HubResponse(HttpResponseMessage Message, string? Commit) : IDisposable
{
    public void Dispose() => Message.Dispose();
}

/// <summary>What is asked for.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Name">As messages call it, such as <c>a.json of org/name</c>.</param>
internal sealed record HubSubject(HubRepository Repository, string Name);
