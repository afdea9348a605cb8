using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace RewardBench2.Bench.Runs;

/// <summary>Goal: twenty kills (SIGKILL) at random instants in one full-size run, nothing lost, nothing doubled, the result as if left alone.</summary>
internal static class KillBench
{
    private const int Kills = 20;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("rewardbench2-bench-");
        await using var server = await BenchRewardServer.StartAsync(TimeSpan.FromMilliseconds(400));
        var connection = await SiteProcess.NewDatabaseAsync(folder);
        string alone;
        using (var site = await SiteProcess.StartAsync(connection))
        {
            var untouched = await site.SubmitAsync(server.Submission("bench/alone", ExplorerData.Dataset));
            while ((await site.RunAsync(untouched)).State != "running")
            {
                await Task.Delay(10);
            }

            // What came before was probe and canaries.
            server.Clear();
            alone = Rewards(await site.ScoresAsync(untouched));
        }

        var completions = server.Asked.ToHashSet();
        server.Clear();
        var random = new Random(20);
        var runId = "";
        var (took, inFlight) = (new List<double>(), 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var site = await SiteProcess.StartAsync(connection);
            runId = runId.Length > 0 ? runId : await site.SubmitAsync(server.Submission("bench/killed", ExplorerData.Dataset));
            var (state, scored) = await site.RunAsync(runId);
            var started = Stopwatch.GetTimestamp();
            while (state != "finished" && (await site.RunAsync(runId)).Scored == scored)
            {
                await Task.Delay(10);
            }

            took.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            await Task.Delay(random.Next(0, 600));
            (state, scored) = await site.RunAsync(runId);
            inFlight += server.UnderWay;
            site.Kill();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kill {kill + 1}: {scored} scored, {state}; the next prompt was scored {took[^1]:0.0} s after the site served"));
        }

        using var last = await SiteProcess.StartAsync(connection);
        var killed = Rewards(await last.ScoresAsync(runId));
        var (_, final) = await last.RunAsync(runId);
        var asked = server.Asked.Where(completions.Contains).ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{final} prompts scored; rewards {(killed == alone ? "equal" : "DIFFERENT FROM")} those of the run left alone; {asked.Distinct().Count()} of {completions.Count} completions asked for, {asked.Count - asked.Distinct().Count()} of them asked for again, where {inFlight} were in flight at {Kills} kills"));
        folder.Delete(recursive: true);
    }

    private static string Rewards(string scores) => JsonNode.Parse(scores)!["scores"]!.ToJsonString();
}
