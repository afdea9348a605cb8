using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RewardBench2.Exchange.Hub;

/// <summary>Finds out which commit a revision is, and which files that commit holds.</summary>
internal sealed partial class HubListing(HubRequests requests, Uri endpoint, HubLimits limits)
{
    private readonly string _base = endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>The commit of the repository's revision; <c>null</c> where a mirror does not say.</summary>
    public async Task<string?> ReadCommitAsync(HubRepository repository, CancellationToken cancellationToken)
    {
        var subject = new HubSubject(repository, repository.ToString());
        try
        {
            using var response = await requests.SendAsync(
                repository.ApiAt(endpoint, "revision"), subject, Shape, cancellationToken);
            using var document = await ReadJsonAsync(response.Message, repository, cancellationToken);
            return Read(repository, () => document.RootElement.TryGetProperty("sha", out var sha) ? Commit(sha.GetString()) : Commit(response.Commit));
        }
        catch (HubException refused) when (refused is { Status: HttpStatusCode.NotFound, IsAboutRevision: false })
        {
            return null; // Some mirrors know the list of files only, which says whether the repository is there.
        }
    }

    /// <summary>Every file of the revision.</summary>
    public async Task<(IReadOnlyList<HubFile> Files, string? Commit)> ReadFilesAsync(HubRepository repository, CancellationToken cancellationToken)
    {
        var subject = new HubSubject(repository, repository.ToString());
        var files = new List<HubFile>();
        string? commit = null;
        Uri? page = new($"{repository.ApiAt(endpoint, "tree").AbsoluteUri}?recursive=true");
        for (var pages = 1; page is not null; pages++)
        {
            using var response = await requests.SendAsync(page, subject, Shape, cancellationToken);
            using var document = await ReadJsonAsync(response.Message, repository, cancellationToken);
            commit ??= Commit(response.Commit);
            files.AddRange(Read(repository, () => Files(document.RootElement).ToList()));
            if (files.Count > limits.MaxFiles || pages > limits.MaxFiles)
            {
                throw new HubException($"{repository} on {endpoint.Host} lists more than {limits.MaxFiles:N0} files, more than are looked through. Nothing was downloaded.");
            }

            page = NextPage(response.Message);
        }

        return ([.. files.DistinctBy(file => file.Path)], commit);
    }

    private static void Shape(HttpRequestHeaders headers) => headers.AcceptEncoding.ParseAdd("gzip");

    private static IEnumerable<HubFile> Files(JsonElement list) => list.EnumerateArray()
        .Where(entry => entry.GetProperty("type").GetString() == "file")
        .Select(entry => new HubFile(
            entry.GetProperty("path").GetString() ?? throw new FormatException("A file has no path."),
            entry.GetProperty("size").GetInt64() is >= 0 and var size ? size : throw new FormatException("A file has less than no bytes."),
            entry.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object && lfs.TryGetProperty("oid", out var oid) ? Sha256(oid.GetString()) : null));

    private static string? Sha256(string? text) =>
        text?.Replace("sha256:", "", StringComparison.Ordinal).ToLowerInvariant() is { Length: 64 } digits && digits.All(char.IsAsciiHexDigitLower) ? digits : null;

    private static string? Commit(string? text) => text?.Length == 40 && text.All(char.IsAsciiHexDigitLower) ? text : null;

    private async Task<JsonDocument> ReadJsonAsync(HttpResponseMessage response, HubRepository repository, CancellationToken cancellationToken)
    {
        var page = await requests.ReadWholeAsync(response, limits.MaxPageBytes, () => $"The list of the files of {repository}", cancellationToken)
            ?? throw NoList(repository, inner: null);
        return Read(repository, () => JsonDocument.Parse(page));
    }

    private T Read<T>(HubRepository repository, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw NoList(repository, exception);
        }
    }

    private HubException NoList(HubRepository repository, Exception? inner) =>
        new($"{endpoint.Host} did not return a list of the files of {repository}; is it a Hugging Face hub? Check HF_ENDPOINT.", inner);

    // A mirror may pass on the hub's own address, which those who need the mirror cannot reach.
    private Uri? NextPage(HttpResponseMessage response)
    {
        var link = response.Headers.TryGetValues("Link", out var values) ? string.Join(",", values) : "";
        return NextLink().Match(link) is { Success: true } match && Uri.TryCreate(endpoint, match.Groups[1].Value, out var next)
            ? next.Authority == endpoint.Authority ? next : new Uri(_base + next.PathAndQuery)
            : null;
    }

    [GeneratedRegex("<([^>]+)>\\s*;\\s*rel=\"?next\"?")]
    private static partial Regex NextLink();
}
