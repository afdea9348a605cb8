using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Evaluation.Imports;

/// <summary>How far an import is.</summary>
/// <param name="Step">What is under way, as pages say it.</param>
/// <param name="Fraction">Of this step, between 0 and 1; <c>null</c> where it is not known.</param>
public sealed record ImportProgress(string Step, double? Fraction)
{
    internal static IProgress<DownloadProgress> Downloading(HubRepository repository, IProgress<ImportProgress> progress) =>
        new Relay<DownloadProgress>(read => progress.Report(new ImportProgress(
            read.Wait ?? FormattableString.Invariant($"Downloading {repository}: {read.Done:N0} of {read.Count:N0} files"), read.Fraction)));

    internal static IProgress<FileProgress> Reading(IProgress<ImportProgress> progress) =>
        new Relay<FileProgress>(read => progress.Report(new ImportProgress(
            FormattableString.Invariant($"Reading: {read.Rows:N0} prompts so far"), read.Fraction)));

    internal static Action<string> Waiting(IProgress<ImportProgress> progress) => wait => progress.Report(new ImportProgress(wait, Fraction: null));

    private sealed class Relay<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
