using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Hub;

/// <summary>The two requests of the hub that a download needs, with every way they fail put into words.</summary>
internal sealed partial class HubRequests(HttpClient client, Uri endpoint, string? token, TimeSpan stallTimeout)
{
    private readonly string _base = endpoint.AbsoluteUri.TrimEnd('/');

    public async Task<IReadOnlyList<HubFile>> ListAsync(HubRepository repository, CancellationToken cancellationToken)
    {
        var files = new List<HubFile>();
        Uri? page = new($"{_base}/api/datasets/{repository}/tree/main?recursive=true");
        while (page is not null)
        {
            using var response = await SendAsync(page, repository.ToString(), cancellationToken);
            files.AddRange(await ReadListAsync(response, repository, cancellationToken));
            page = NextPage(response);
        }

        return files;
    }

    /// <summary>Downloads beside the path and moves there once size and checksum are right.</summary>
    public async Task DownloadAsync(HubRepository repository, HubFile file, string path, Action<long> onRead, CancellationToken cancellationToken)
    {
        var address = new Uri($"{_base}/datasets/{repository}/resolve/main/{string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString))}");
        var what = $"{file.Path} of {repository}";
        var partial = path + ".part";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            using (var response = await SendAsync(address, what, cancellationToken))
            {
                await CopyAsync(response, file, what, partial, onRead, cancellationToken);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, string what, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (token is not null && address.Host == endpoint.Host)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new HubException($"{endpoint.Host} cannot be reached ({exception.Message}); check the network, or set HF_ENDPOINT to a mirror.", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HubException($"{endpoint.Host} did not answer in time when asked for {what}; try again later.", exception);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new HubException(Refusal(response.StatusCode, what));
        }
    }

    private string Refusal(HttpStatusCode status, string what) => status switch
    {
        // The hub also answers 401 for what does not exist, so as not to tell.
        HttpStatusCode.Unauthorized => $"{endpoint.Host} refuses {what} (401): it does not exist, or it is private and {(token is null ? "needs a token: set HF_TOKEN" : "the token is not valid")}.",
        HttpStatusCode.Forbidden => $"{endpoint.Host} refuses {what} (403): ask for access on its page, {(token is null ? "then set HF_TOKEN" : "with the account of the token")}.",
        HttpStatusCode.NotFound => $"{endpoint.Host} has no {what} (404); check the name.",
        HttpStatusCode.TooManyRequests => $"{endpoint.Host} has had too many requests (429); try again later{(token is null ? ", or set HF_TOKEN" : "")}.",
        _ => $"{endpoint.Host} answered {(int)status} when asked for {what}; try again later.",
    };

    private async Task<List<HubFile>> ReadListAsync(HttpResponseMessage response, HubRepository repository, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            return
            [
                .. document.RootElement.EnumerateArray()
                    .Where(entry => entry.GetProperty("type").GetString() == "file")
                    .Select(entry => new HubFile(
                        entry.GetProperty("path").GetString()!,
                        entry.GetProperty("size").GetInt64(),
                        entry.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object && lfs.TryGetProperty("oid", out var oid) ? oid.GetString() : null)),
            ];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IOException)
        {
            throw new HubException($"{endpoint.Host} did not answer with a list of the files of {repository}; is it a Hugging Face hub? Check HF_ENDPOINT.", exception);
        }
    }

    private async Task CopyAsync(
        HttpResponseMessage response, HubFile file, string what, string path, Action<long> onRead, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var total = 0L;
        await using (var content = await response.Content.ReadAsStreamAsync(cancellationToken))
        await using (var target = File.Create(path))
        {
            var buffer = new byte[128 * 1024];
            for (int count; (count = await ReadAsync(content, buffer, $"The download of {what}", total, file.Size, cancellationToken)) > 0;)
            {
                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                hash.AppendData(buffer, 0, count);
                onRead(total += count);
            }
        }

        if (total != file.Size)
        {
            throw new HubException($"{what} has {total} bytes where the hub lists {file.Size}: it was cut off on the way, or replaced meanwhile; try again.");
        }

        if (file.Sha256 is { } expected && !Convert.ToHexString(hash.GetHashAndReset()).Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new HubException($"{what} does not have the checksum that the hub lists: it was damaged on the way; try again.");
        }
    }

    private async Task<int> ReadAsync(
        Stream content, byte[] buffer, string download, long done, long size, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(stallTimeout);
        try
        {
            return await content.ReadAsync(buffer, stall.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HubException($"{download} stands still for {stallTimeout.TotalSeconds:0.#} seconds at {done} of {size} bytes; try again later.", exception);
        }
        catch (IOException exception)
        {
            throw new HubException($"{download} broke off after {done} of {size} bytes; try again.", exception);
        }
    }

    private Uri? NextPage(HttpResponseMessage response)
    {
        var link = response.Headers.TryGetValues("Link", out var values) ? string.Join(",", values) : "";
        return NextLink().Match(link) is { Success: true } match && Uri.TryCreate(endpoint, match.Groups[1].Value, out var next)
            ? next
            : null;
    }

    [GeneratedRegex("<([^>]+)>\\s*;\\s*rel=\"?next\"?")]
    private static partial Regex NextLink();
}

/// <summary>A file of a repository.</summary>
/// <param name="Path">Where it is in the repository, such as <c>data/test-00000-of-00001.parquet</c>.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its checksum in hexadecimal digits, for large files; else <c>null</c>.</param>
public sealed record HubFile(string Path, long Size, string? Sha256);

/// <summary>The hub could not be reached or does not have what was asked for. The message is one line: what happened and what to do.</summary>
public sealed class HubException(string message, Exception? inner = null) : Exception(Excerpt.OneLine(message), inner);
