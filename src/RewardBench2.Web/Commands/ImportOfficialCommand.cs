using System.CommandLine;
using RewardBench2.Evaluation.Imports;
using RewardBench2.Exchange.Hub;

namespace RewardBench2.Web.Commands;

/// <summary><c>import official</c>: RewardBench 2 and its published result files from the hub, in one go.</summary>
internal static class ImportOfficialCommand
{
    public static Command Create()
    {
        var defaults = new OfficialRequest();
        var dataset = Repository("--dataset", "Where the dataset is", defaults.Dataset);
        var results = Repository("--results", "Where the result files are", defaults.Results);
        var replace = new Option<bool>("--replace") { Description = "Replace a dataset that runs stand on, and delete those runs" };
        var command = new Command("official", "Import RewardBench 2 and its published results; run again, it goes on where it stopped") { dataset, results, replace };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(services => ImportAsync(
            services.GetRequiredService<OfficialImport>(),
            new OfficialRequest
            {
                Dataset = HubRepository.Parse(parsed.GetRequiredValue(dataset))!,
                Results = HubRepository.Parse(parsed.GetRequiredValue(results))!,
                ReplaceDataset = parsed.GetValue(replace),
            },
            cancellationToken)));
        return command;
    }

    private static Option<string> Repository(string name, string description, HubRepository usual)
    {
        var option = new Option<string>(name) { Description = $"{description}, as hf:ORG/NAME[@REVISION]", DefaultValueFactory = _ => usual.Address };
        option.Validators.Add(given =>
        {
            if (HubRepository.Parse(given.GetValueOrDefault<string>()) is null)
            {
                given.AddError($"{name} is not a repository of the hub. Write it as {usual.Address}, with @REVISION where it is not the main branch.");
            }
        });
        return option;
    }

    private static async Task ImportAsync(OfficialImport import, OfficialRequest request, CancellationToken cancellationToken)
    {
        var report = await import.ImportAsync(
            request,
            new ProgressLines(Console.Error),
            file => Console.WriteLine(file.Outcome == FileOutcome.Refused
                ? $"{file.Path}: not joined. {file.Detail}"
                : $"{file.Path} -> {file.Model}: {(file.Outcome == FileOutcome.Here ? "here already" : "imported")}. {file.Detail}"),
            cancellationToken);
        Console.WriteLine(report.Summary);
    }
}
