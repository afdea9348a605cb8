namespace RewardBench2.Exchange.Hub;

/// <summary>How far a download is.</summary>
/// <param name="Path">The file that this is about.</param>
/// <param name="Done">Files that are whole.</param>
/// <param name="Count">Of how many.</param>
/// <param name="BytesRead">Bytes of all files that are here.</param>
/// <param name="BytesTotal">Bytes that they have.</param>
/// <param name="Wait">What is waited for, in a sentence; <c>null</c> while it goes on.</param>
public sealed record DownloadProgress(string Path, int Done, int Count, long BytesRead, long BytesTotal, string? Wait)
{
    /// <summary>Between 0 and 1.</summary>
    public double Fraction => BytesTotal > 0 ? (double)BytesRead / BytesTotal : (double)Done / Math.Max(1, Count);
}

/// <summary>Adds up several downloads at once.</summary>
internal sealed class DownloadReport(IReadOnlyList<HubFileDownload> downloads, IReadOnlyList<HubFile> files, IProgress<DownloadProgress>? progress)
{
    private readonly long _total = files.Sum(file => file.Size);
    private readonly Lock _lock = new();
    private int _done;

    public void Tell(string path, string? wait = null)
    {
        lock (_lock)
        {
            progress?.Report(new DownloadProgress(path, _done, files.Count, downloads.Sum(download => download.Bytes), _total, wait));
        }
    }

    public void TellDone(string path)
    {
        Interlocked.Increment(ref _done);
        Tell(path);
    }
}
