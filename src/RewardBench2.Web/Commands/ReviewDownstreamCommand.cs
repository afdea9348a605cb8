using System.CommandLine;
using System.Globalization;
using RewardBench2.Storage;

namespace RewardBench2.Web.Commands;

/// <summary><c>review downstream [NUMBER --approve|--decline]</c>: lists what waits for a review, or decides on it.</summary>
internal static class ReviewDownstreamCommand
{
    public static Command Create()
    {
        var number = new Argument<long?>("number") { Description = "The source's number; without it everything that waits is listed", Arity = ArgumentArity.ZeroOrOne };
        var approve = new Option<bool>("--approve") { Description = "Count the results from now on" };
        var decline = new Option<bool>("--decline") { Description = "Delete the results" };
        var command = new Command("downstream", "Review results of reward models in use") { number, approve, decline };
        command.Validators.Add(parsed =>
        {
            if ((parsed.GetValue(number) is not null) != (parsed.GetValue(approve) != parsed.GetValue(decline)))
            {
                parsed.AddError("Name a source's number and one of --approve and --decline, or nothing to list what waits.");
            }
        });
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(services => ReviewAsync(
            services.GetRequiredService<DownstreamTable>(), parsed.GetValue(number), parsed.GetValue(approve), cancellationToken)));
        return command;
    }

    private static async Task ReviewAsync(DownstreamTable table, long? number, bool isApproved, CancellationToken cancellationToken)
    {
        if (number is { } decided)
        {
            if (!await table.ReviewAsync(decided, isApproved, cancellationToken))
            {
                throw new StorageException($"Nothing that visitors handed in has the number {decided}. List what waits with 'review downstream'.");
            }

            Console.WriteLine(isApproved ? "Approved: the results count from now on." : "Declined: the results are deleted.");
            return;
        }

        foreach (var source in (await table.ReadSourcesAsync(cancellationToken)).Where(source => !source.IsReviewed))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{source.SourceId,6}  {source.AddedAt:yyyy-MM-dd}  {source.Results,6:N0} results  {source.Title}  {source.Url}"));
        }
    }
}
