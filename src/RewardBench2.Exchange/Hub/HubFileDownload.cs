using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace RewardBench2.Exchange.Hub;

/// <summary>Downloads one file next to its place and moves it there once it is whole; what has arrived stays for the next attempt.</summary>
internal sealed class HubFileDownload(HubRequests requests, Uri endpoint, HubSnapshot snapshot, HubFile file, string path)
{
    private const int BufferSize = 128 * 1024;

    private readonly string _what = $"{file.Path} of {snapshot.Repository}";
    private readonly string _partial = path + ".part";
    private readonly string _tag = path + ".part.etag";

    /// <summary>How much of the file is here.</summary>
    public long Bytes { get; private set; } = Length(path) ?? Math.Min(Length(path + ".part") ?? 0, file.Size);

    /// <summary>The file is whole.</summary>
    public bool IsDone { get; private set; } = Length(path) == file.Size;

    /// <exception cref="HubException">It did not arrive whole.</exception>
    public async Task<bool> AttemptAsync(Action onRead, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var target = new FileStream(_partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous))
        {
            var start = await KeepAsync(target, hash, cancellationToken);
            if (start < file.Size || file.Size == 0)
            {
                await FetchAsync(target, start, hash, onRead, cancellationToken);
            }

            await target.FlushAsync(cancellationToken);
        }

        Check(hash);
        File.Move(_partial, path, overwrite: true);
        File.Delete(_tag);
        return IsDone = true;
    }

    // A start is worth keeping where it will show that the rest belongs to it.
    private async Task<long> KeepAsync(FileStream target, IncrementalHash hash, CancellationToken cancellationToken)
    {
        if (target.Length > file.Size || (file.Sha256 is null && snapshot.Commit is null && !File.Exists(_tag)))
        {
            target.SetLength(0);
        }

        if (target.Length == 0)
        {
            return Bytes = 0;
        }

        var buffer = new byte[BufferSize];
        for (int count; (count = await target.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.AppendData(buffer, 0, count);
        }

        return Bytes = target.Length;
    }

    private async Task FetchAsync(FileStream target, long start, IncrementalHash hash, Action onRead, CancellationToken cancellationToken)
    {
        var tag = start > 0 && File.Exists(_tag) && EntityTagHeaderValue.TryParse(await File.ReadAllTextAsync(_tag, cancellationToken), out var kept) ? kept : null;
        using var response = await SendAsync(start, tag, cancellationToken);
        CheckCommit(response);
        if (start > 0 && !GoesOn(response.Message, start, tag))
        {
            target.SetLength(0);
            hash.GetHashAndReset();
            start = 0;
            if (response.Message.StatusCode == HttpStatusCode.PartialContent)
            {
                throw Damaged("came in pieces that do not belong together");
            }
        }

        File.Delete(_tag);
        if (response.Message.Headers.ETag is { } etag)
        {
            await File.WriteAllTextAsync(_tag, etag.ToString(), cancellationToken);
        }

        await using var content = await HubRequests.OpenAsync(response.Message, unpack: !path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase), cancellationToken);
        Bytes = start;
        var buffer = new byte[BufferSize];
        for (int count; (count = await requests.ReadAsync(content, buffer, () => $"The download of {_what} after {Bytes} of {file.Size} bytes", cancellationToken)) > 0;)
        {
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            hash.AppendData(buffer, 0, count);
            Bytes += count;
            onRead();
            if (Bytes > file.Size)
            {
                break;
            }
        }
    }

    private async Task<HubResponse> SendAsync(long start, EntityTagHeaderValue? tag, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.SendAsync(snapshot.Repository.FileAt(endpoint, file.Path), new HubSubject(snapshot.Repository, _what), Shape, cancellationToken);
        }
        catch (HubException refused) when (start > 0 && refused.Status == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw Damaged($"ends after {start} of the {file.Size} bytes that the hub lists");
        }

        void Shape(HttpRequestHeaders headers)
        {
            // A piece is counted in bytes of the file itself.
            headers.AcceptEncoding.ParseAdd(start > 0 ? "identity" : "gzip");
            if (start > 0)
            {
                headers.Range = new RangeHeaderValue(start, null);
                headers.IfRange = tag is { IsWeak: false } ? new RangeConditionHeaderValue(tag) : null;
            }
        }
    }

    private static bool GoesOn(HttpResponseMessage response, long start, EntityTagHeaderValue? tag) =>
        response.StatusCode == HttpStatusCode.PartialContent
        && response.Content.Headers.ContentRange?.From == start
        && !HubRequests.IsPacked(response)
        && (tag is null || response.Headers.ETag is null || response.Headers.ETag.Tag == tag.Tag);

    private void CheckCommit(HubResponse response)
    {
        if (snapshot.Commit is { } pinned && response.Commit is { Length: 40 } commit && commit != pinned)
        {
            throw new HubException($"{endpoint.Host} hands out {_what} from commit {commit} where {pinned} was asked for; try again, or name another mirror with HF_ENDPOINT.") { IsTransient = true };
        }
    }

    private void Check(IncrementalHash hash)
    {
        if (Bytes < file.Size)
        {
            throw new HubException($"{_what} has {Bytes} bytes where the hub lists {file.Size}: it was cut off on the way, or replaced meanwhile; try again.") { IsTransient = true };
        }

        if (Bytes > file.Size)
        {
            throw Damaged($"has more than the {file.Size} bytes that the hub lists");
        }

        if (file.Sha256 is { } expected && Convert.ToHexStringLower(hash.GetHashAndReset()) != expected)
        {
            throw Damaged("does not have the checksum that the hub lists");
        }
    }

    private HubException Damaged(string how)
    {
        File.Delete(_partial);
        File.Delete(_tag);
        Bytes = 0;
        return new HubException($"{_what} {how}: it was damaged on the way, or replaced meanwhile; try again.") { IsTransient = true };
    }

    private static long? Length(string path) => new FileInfo(path) is { Exists: true } info ? info.Length : null;
}
