using System.CommandLine;
using System.Globalization;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Downstream;

namespace RewardBench2.Web.Commands;

/// <summary><c>import downstream PATH</c>: what reward models achieved in best-of-N, PPO and the like.</summary>
internal static class ImportDownstreamCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("source") { Description = "A CSV, JSON or JSON Lines file (.gz too) in the open format" };
        var unit = new Option<string?>("--unit") { Description = "fraction or percent, where the file does not say it row by row" };
        unit.AcceptOnlyFromAmong("fraction", "percent");
        var title = new Option<string?>("--source") { Description = "Who measured the results, where the file does not say it" };
        var url = new Option<string?>("--url") { Description = "Where the results can be looked up" };
        var command = new Command("downstream", "Import results of reward models in use") { path, unit, title, url };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(services => ImportAsync(
            services.GetRequiredService<DownstreamImport>(),
            parsed.GetRequiredValue(path),
            new DownstreamDefaults(
                parsed.GetValue(unit) switch { "fraction" => DownstreamUnit.Fraction, "percent" => DownstreamUnit.Percent, _ => null },
                parsed.GetValue(title),
                parsed.GetValue(url)),
            cancellationToken)));
        return command;
    }

    private static async Task ImportAsync(
        DownstreamImport import, string path, DownstreamDefaults defaults, CancellationToken cancellationToken)
    {
        var sets = await DownstreamFile.ReadAsync(path, defaults, cancellationToken);
        var changed = await import.ImportAsync(sets, cancellationToken);
        foreach (var set in sets)
        {
            var models = set.Results.Select(result => result.Model).Distinct(StringComparer.OrdinalIgnoreCase).Count();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{set.Source}: {set.Results.Count:N0} results of {models:N0} models; {(changed.Contains(set.Source) ? "imported" : "here already, nothing changed")}."));
        }
    }
}
