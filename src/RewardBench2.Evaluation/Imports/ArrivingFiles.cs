using RewardBench2.Evaluation.HubDownloads;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Evaluation.Imports;

/// <summary>A download under way, whose files can be read as they arrive.</summary>
internal sealed class ArrivingFiles : IAsyncDisposable
{
    private readonly Dictionary<HubFile, TaskCompletionSource<string>> _arrivals;
    private readonly CancellationTokenSource _stop;
    private readonly Task _download;

    private ArrivingFiles(
        HubFolder folder, IReadOnlyList<HubFile> files, IProgress<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        _arrivals = files.ToDictionary(file => file, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _download = Task.Run(
            () => folder.DownloadAsync(files, progress, (file, path) => _arrivals[file].SetResult(path), _stop.Token), CancellationToken.None);
    }

    /// <summary>Nothing is on its way any more.</summary>
    public bool IsDone => _download.IsCompleted;

    public static ArrivingFiles Start(
        HubFolder folder, IReadOnlyList<HubFile> files, IProgress<DownloadProgress> progress, CancellationToken cancellationToken) =>
        new(folder, files, progress, cancellationToken);

    /// <returns>The file's path, once it is whole; <c>null</c> for a file that was not asked for.</returns>
    /// <exception cref="HubException">A download failed for good, and this file had not arrived.</exception>
    public async Task<string?> WaitForAsync(HubFile file)
    {
        if (!_arrivals.TryGetValue(file, out var arrival))
        {
            return null;
        }

        await Task.WhenAny(arrival.Task, _download);
        if (!arrival.Task.IsCompleted)
        {
            await _download;
        }

        return await arrival.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _download.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
