using RewardBench2.Exchange.Datasets;
using RewardBench2.Exchange.Hub;
using Spectre.Console;

namespace RewardBench2.Web.Commands;

/// <summary>A progress bar on standard error, so that standard output holds nothing but the answer.</summary>
internal static class ConsoleProgress
{
    /// <summary>Shows how much of a file is read.</summary>
    public static Task<T> ShowAsync<T>(string what, Func<IProgress<FileProgress>, Task<T>> work) =>
        ShowAsync<T, FileProgress>(what, progress => progress.Fraction, work);

    /// <summary>Shows how much of some files is downloaded.</summary>
    public static Task<T> ShowDownloadAsync<T>(string what, Func<IProgress<DownloadProgress>, Task<T>> work) =>
        ShowAsync<T, DownloadProgress>(what, progress => progress.Fraction, work);

    private static async Task<T> ShowAsync<T, TProgress>(string what, Func<TProgress, double?> fraction, Func<IProgress<TProgress>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(Markup.Escape(what), maxValue: 1);
                return work(new Bar<TProgress>(bar, fraction));
            });
    }

    private sealed class Bar<TProgress>(ProgressTask bar, Func<TProgress, double?> fraction) : IProgress<TProgress>
    {
        public void Report(TProgress value)
        {
            bar.IsIndeterminate = fraction(value) is null;
            bar.Value = fraction(value) ?? 0;
        }
    }
}
