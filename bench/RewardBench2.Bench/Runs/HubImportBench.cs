using System.Diagnostics;
using System.Globalization;

namespace RewardBench2.Bench.Runs;

/// <summary>Goal: 100 MB/s, memory flat. 376 files of a hub downloaded, read, joined by their texts and stored by <c>import official</c>, whole process.</summary>
internal static class HubImportBench
{
    public static async Task RunAsync()
    {
        // The first for comparison: memory must not grow with the number of files.
        foreach (var (models, letters) in new[] { (20, 100), (188, 100), (188, 500) })
        {
            var folder = Directory.CreateTempSubdirectory("rewardbench2-bench-");
            await using var hub = await BenchHub.StartAsync(models, letters);
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RewardBench2.Web.dll"), "import", "official"])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["HuggingFace__Endpoint"] = hub.Address },
            };
            var watch = Stopwatch.StartNew();
            using var import = Process.Start(start)!;
            var output = import.StandardOutput.ReadToEndAsync();
            var error = import.StandardError.ReadToEndAsync();
            var most = 0L;
            var processor = TimeSpan.Zero;
            while (!import.WaitForExit(50))
            {
                import.Refresh();
                if (!import.HasExited)
                {
                    most = Math.Max(most, import.WorkingSet64);
                    processor = import.TotalProcessorTime;
                }
            }

            watch.Stop();

            await error;
            var summary = (await output).Trim().Split('\n')[^1];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{hub.Bytes / 1e6:0} MB in {watch.Elapsed.TotalSeconds:0.0} s: {hub.Bytes / 1e6 / watch.Elapsed.TotalSeconds:0} MB/s, {processor.TotalSeconds:0.0} s of processor time, working set at most {most / 1e6:0} MB. {summary}"));
            folder.Delete(recursive: true);
        }
    }
}
