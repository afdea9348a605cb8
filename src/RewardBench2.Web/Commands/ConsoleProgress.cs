using RewardBench2.Exchange;
using Spectre.Console;

namespace RewardBench2.Web.Commands;

/// <summary>A progress bar on standard error, so that standard output holds nothing but the answer.</summary>
internal static class ConsoleProgress
{
    public static async Task<T> ShowAsync<T>(string what, Func<IProgress<FileProgress>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(Markup.Escape(what), maxValue: 1);
                return work(new Bar(bar));
            });
    }

    private sealed class Bar(ProgressTask bar) : IProgress<FileProgress>
    {
        public void Report(FileProgress value)
        {
            bar.IsIndeterminate = value.Fraction is null;
            bar.Value = value.Fraction ?? 0;
        }
    }
}
