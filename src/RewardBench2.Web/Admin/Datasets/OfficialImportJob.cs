using System.Collections.Immutable;
using System.Data.Common;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Hub;
using RewardBench2.Storage;

namespace RewardBench2.Web.Admin.Datasets;

/// <summary>
/// The import of the official site, in the background: it goes on when the admin leaves the page, and every page that
/// comes back shows where it stands. There is one at a time.
/// </summary>
public sealed partial class OfficialImportJob(OfficialImport import, IHostApplicationLifetime lifetime, ILogger<OfficialImportJob> log) : IDisposable
{
    private const int MillisecondsBetween = 100; // as often as anyone can see it move

    private readonly Lock _lock = new();
    private ImmutableList<Action> _pages = [];
    private CancellationTokenSource? _stopping;

    /// <summary>Where it stands; <c>null</c> when none was started since this process was.</summary>
    public OfficialImportState? State { get; private set; }

    /// <summary>Starts it.</summary>
    /// <returns>Why not; <c>null</c> when it was started.</returns>
    public Refusal? Start(OfficialRequest request)
    {
        lock (_lock)
        {
            if (State is { IsRunning: true })
            {
                return new("The import is under way already; this page shows how far it is.");
            }

            _stopping?.Dispose();
            _stopping = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
            State = new OfficialImportState { IsRunning = true };
            Running = Task.Run(() => RunAsync(request, _stopping.Token));
            return null;
        }
    }

    /// <summary>Ends with the import.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Ends it; what was downloaded and joined stays.</summary>
    public void Stop() => _stopping?.Cancel();

    /// <summary>Tells a page whenever there is something new to show, until it is disposed of.</summary>
    public IDisposable Subscribe(Action show)
    {
        ImmutableInterlocked.Update(ref _pages, pages => pages.Add(show));
        return new Leaving(() => ImmutableInterlocked.Update(ref _pages, pages => pages.Remove(show)));
    }

    public void Dispose() => _stopping?.Dispose();

    private async Task RunAsync(OfficialRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var report = await import.ImportAsync(request, new Reports(this), file => Show(state => state.With(file)), cancellationToken);
            Ended(log, report.Summary);
            Show(state => state with { IsRunning = false, Report = report }, always: true);
        }
        catch (Exception failed)
        {
            var reason = Describe(failed);
            NotDone(log, reason, failed is HubException or StorageException or InvalidFileException or OperationCanceledException ? null : failed);
            Show(state => state with { IsRunning = false, Refusal = reason }, always: true);
        }
    }

    private static string Describe(Exception failed) => failed switch
    {
        HubException or StorageException or InvalidFileException => failed.Message,
        OperationCanceledException => "You stopped it. What was downloaded and joined is kept; start it again to go on.",
        IOException or UnauthorizedAccessException => $"A file cannot be written: {failed.Message} What was downloaded and joined is kept; start it again to go on.",
        DbException => "The database is not responding. Everything downloaded and joined so far is kept; start the import again to continue.",
        _ => "It stopped on a fault of this site's own, which its log describes. Start it again to go on.",
    };

    private void Show(Func<OfficialImportState, OfficialImportState> change, bool always = false)
    {
        lock (_lock)
        {
            var now = Environment.TickCount64;
            var isTime = always || now - State!.ToldAt >= MillisecondsBetween;
            State = change(State!) with { ToldAt = isTime ? now : State!.ToldAt };
            if (!isTime)
            {
                return;
            }
        }

        foreach (var page in _pages)
        {
            page();
        }
    }

    [LoggerMessage(LogLevel.Information, "The official import has ended. {Summary}")]
    private static partial void Ended(ILogger log, string summary);

    [LoggerMessage(LogLevel.Warning, "The official import was not done: {Reason}")]
    private static partial void NotDone(ILogger log, string reason, Exception? failed);

    private sealed class Reports(OfficialImportJob job) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) =>
            job.Show(state => state with { Progress = value }, always: value.Fraction is null);
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}

/// <summary>Where the import of the official site stands.</summary>
public sealed record OfficialImportState
{
    public required bool IsRunning { get; init; }

    public ImportProgress? Progress { get; init; }

    /// <summary>What became of each result file so far.</summary>
    public ImmutableList<ImportedFile> Files { get; init; } = [];

    /// <summary>What it has brought, when it is done.</summary>
    public OfficialReport? Report { get; init; }

    /// <summary>Why it was not done, and what to do.</summary>
    public string? Refusal { get; init; }

    internal long ToldAt { get; init; }

    internal OfficialImportState With(ImportedFile file) => this with { Files = Files.Add(file) };
}
