using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Published;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Tests.Exchange.Hub;

/// <summary>A stand-in hub with the two official repositories: a small dataset, and two files of each of 188 models.</summary>
internal sealed class OfficialHub : IAsyncDisposable
{
    public const int Models = 188;

    private readonly ConcurrentDictionary<string, int> _asked = new();

    private OfficialHub(FakeHub hub) => Hub = hub;

    public FakeHub Hub { get; }

    public Dictionary<string, byte[]> Results => Hub.Repositories["allenai/reward-bench-2-results"].Files;

    public static async Task<OfficialHub> StartAsync()
    {
        var hub = await FakeHub.StartAsync();
        hub.FilesOnAPage = 100;
        var official = new OfficialHub(hub);
        hub.Repositories["allenai/reward-bench-2"] = new FakeRepository();
        hub.Repositories["allenai/reward-bench-2-results"] = new FakeRepository();
        await official.FillAsync();
        return official;
    }

    /// <summary>Every thirtieth file fails at first, each in a way of its own.</summary>
    public void BreakSometimes() => Hub.OnDownload = async (context, path) =>
    {
        var number = Results.Keys.TakeWhile(key => key != path).Count();
        if (number % 30 != 0 || _asked.AddOrUpdate(path, 1, (_, times) => times + 1) > 1)
        {
            return false;
        }

        switch (number / 30 % 4)
        {
            case 0:
                context.Response.StatusCode = 503;
                break;
            case 1:
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "1";
                break;
            case 2:
                context.Abort();
                break;
            default:
                var bytes = Results.GetValueOrDefault(path) ?? [1, 2];
                context.Response.ContentLength = bytes.Length;
                await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
                break;
        }

        return true;
    };

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    private async Task FillAsync()
    {
        var rows = Encoding.UTF8.GetBytes(DatasetRows.Lines([.. Enumerable.Range(0, 5).Select(Row)]));
        Hub.Repositories["allenai/reward-bench-2"].Files["data/test-00000-of-00001.jsonl"] = rows;
        var prompts = (await DatasetRows.ReadAsync(rows)).Prompts;
        for (var i = 0; i < Models; i++)
        {
            var header = new ResultHeader($"lab-{i % 7}/rm-{i.ToString("000", CultureInfo.InvariantCulture)}", ModelType.SequenceClassifier);
            using var aggregates = new MemoryStream();
            await AggregateFile.WriteAsync(aggregates, BenchmarkCatalog.RewardBench2, new AggregateResult(header, Subsets.All.ToDictionary(subset => subset, _ => 0.25 + (i / 500.0))));
            using var scores = new MemoryStream();
            await ScoresFile.WriteAsync(scores, header, [.. prompts.Select(prompt => new PromptScores(prompt, [i, 0.5, 0.25, 0], Result: i > 0 ? 1 : 0))]);
            Results[$"eval-set/{header.Model}.json"] = aggregates.ToArray();
            Results[$"eval-set-scores/{header.Model}.json"] = scores.ToArray();
        }
    }

    private static JsonObject Row(int number)
    {
        var row = DatasetRows.BestOfFour($"{number}");
        row["prompt"] = $"How much is {number} and {number}, in words of your own?";
        row["chosen"] = new JsonArray($"It is {2 * number}, I would say.");
        row["rejected"] = new JsonArray([.. Enumerable.Range(1, 3).Select(wrong => (JsonNode)$"It is {(2 * number) + wrong}, I would say.")]);
        return row;
    }
}
