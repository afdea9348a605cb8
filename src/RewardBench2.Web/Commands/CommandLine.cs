using System.CommandLine;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Hub;
using RewardBench2.Storage;

namespace RewardBench2.Web.Commands;

/// <summary>The commands other than serving the site.</summary>
public static class CommandLine
{
    public const int Done = 0;

    /// <summary>The input is bad: one line on standard error says what, where and what to do; nothing was changed.</summary>
    public const int BadInput = 1;

    public const int WrongUsage = 2;

    /// <summary>Whether the arguments ask for a command; otherwise they configure the site.</summary>
    public static bool IsCommand(string[] args) => args is [var first, ..] && (!first.StartsWith('-') || first is "--help" or "-h" or "-?");

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("RewardBench 2: without a command it serves the site.")
        {
            new Command("import", "Bring data in")
            {
                ImportDatasetCommand.Create(), ImportBenchmarkCommand.Create(), ImportResultsCommand.Create(), ImportOfficialCommand.Create(), ImportDownstreamCommand.Create(),
            },
            new Command("review", "Decide on what visitors have handed in") { ReviewDownstreamCommand.Create() },
            new Command("export", "Take results away") { ExportCommand.Create() },
            ScoreCommand.Create(),
            TokenizeCommand.Create(),
            BackupCommands.CreateBackup(),
            BackupCommands.CreateRestore(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"{error.Message} See --help.");
            }

            return WrongUsage;
        }

        return await parsed.InvokeAsync();
    }

    /// <summary>Does a command's work; bad input becomes one line on standard error.</summary>
    internal static async Task<int> AnswerAsync(Func<Task> work)
    {
        try
        {
            await work();
            return Done;
        }
        catch (Exception refused) when (refused is InvalidFileException or DefinitionException or HubException or StorageException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(refused.Message.ReplaceLineEndings(" "));
            return BadInput;
        }
    }
}
