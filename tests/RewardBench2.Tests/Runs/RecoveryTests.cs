using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using RewardBench2.Tests.Commands;
using RewardBench2.Tests.Evaluation.Endpoints;
using RewardBench2.Tests.Evaluation.Outbound;
using RewardBench2.Tests.Storage;

namespace RewardBench2.Tests.Runs;

/// <summary>Real processes, killed without warning: nothing is lost, and nothing is counted twice.</summary>
public sealed class RecoveryTests(PostgresServer postgres) : IDisposable
{
    private const int Concurrency = 4;

    private readonly SiteProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task A_run_that_is_killed_again_and_again_ends_as_one_that_was_left_alone()
    {
        var asked = new ConcurrentBag<string>();
        await using var server = await ServerAsync(asked);
        string runId;
        double alone;
        using (var site = new RunningSite(_program, []))
        {
            var script = await site.ScriptAsync();
            runId = (await script.SubmitAsync(Submission(server, "acme/alone"))).RunId;
            alone = (await script.UntilAsync(runId, "finished")).GetProperty("average").GetDouble();
        }

        var once = asked.Count;
        asked.Clear();
        var kills = 0;
        runId = "";
        while (true)
        {
            using var site = new RunningSite(_program, []);
            var script = await site.ScriptAsync();
            runId = runId.Length > 0 ? runId : (await script.SubmitAsync(Submission(server, "acme/killed"))).RunId;
            var before = (await script.RunAsync(runId)).GetProperty("promptsScored").GetInt32();
            var run = await script.RunAsync(runId);
            while (run.GetProperty("state").GetString() != "finished" && (kills >= 5 || run.GetProperty("promptsScored").GetInt32() < before + 25))
            {
                run = await script.RunAsync(runId);
            }

            if (run.GetProperty("state").GetString() == "finished")
            {
                Assert.Equal(180, run.GetProperty("promptsScored").GetInt32());
                Assert.Equal(alone, run.GetProperty("average").GetDouble());
                break;
            }

            site.Kill();
            kills++;
        }

        // Beyond a run left alone: each start probes again, and what was in flight or unstored when it was killed is asked once more.
        Assert.InRange(kills, 1, 5);
        Assert.InRange(asked.Count, once, once + (kills * ((Concurrency * 4 * 2) + 40)));
    }

    [Fact]
    public async Task Another_process_on_the_same_database_takes_a_dead_workers_run_over()
    {
        var asked = new ConcurrentBag<string>();
        await using var server = await ServerAsync(asked);
        string[] settings = ["--ConnectionStrings:RewardBench", await postgres.NewDatabaseAsync(), "--Evaluation:TakeOverAfter", "00:00:02"];
        using var other = new SiteProgram();
        using var first = new RunningSite(_program, settings);
        var script = await first.ScriptAsync();
        var (runId, _) = await script.SubmitAsync(Submission(server, "acme/taken"));
        while ((await script.RunAsync(runId)).GetProperty("promptsScored").GetInt32() < 20)
        {
        }

        first.Kill();
        using var second = new RunningSite(other, settings);
        var run = await (await second.ScriptAsync()).UntilAsync(runId, "finished");
        Assert.Equal(180, run.GetProperty("promptsScored").GetInt32());
    }

    private static object Submission(FakeServer server, string model) => new
    {
        model,
        modelType = "Seq. Classifier",
        dataset = "starter",
        backend = new { kind = "endpoint", protocol = "auto", url = server.Url },
        limits = new { maxConcurrency = Concurrency },
    };

    private static Task<FakeServer> ServerAsync(ConcurrentBag<string> asked) => FakeServer.StartAsync(request => request.Path switch
    {
        "/v1/models" => new FakeAnswer(200, """{"object":"list","data":[{"id":"org/rm","object":"model","owned_by":"vllm","max_model_len":8192}]}"""),
        "/classify" => Answer(request.Json, asked),
        _ => FakeAnswer.NotFound,
    });

    private static FakeAnswer Answer(JsonObject request, ConcurrentBag<string> asked)
    {
        var text = request["messages"]?.ToJsonString() ?? request["input"]!.ToJsonString();
        asked.Add(text);
        return FakeAnswer.Json(new JsonObject
        {
            ["data"] = new JsonArray(new JsonObject { ["index"] = 0, ["probs"] = new JsonArray(FakeRewardServers.Raw(text)), ["num_classes"] = 1 }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = text.Length / 4, ["total_tokens"] = text.Length / 4 },
        });
    }

    /// <summary>The program serving on a free port, until it is killed.</summary>
    private sealed class RunningSite(SiteProgram program, string[] settings) : IDisposable
    {
        private readonly Process _process = program.Start(
            ["--urls", "http://127.0.0.1:0", "--Evaluation:AllowPrivateEndpoints", "true", .. settings]);

        private HttpClient? _client;

        public async Task<SiteScript> ScriptAsync()
        {
            while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                if (line.Split("Now listening on: ") is [_, var address])
                {
                    _client = new HttpClient { BaseAddress = new Uri(address + "/") };
                    _ = _process.StandardOutput.ReadToEndAsync();
                    _ = _process.StandardError.ReadToEndAsync();
                    return new SiteScript(_client);
                }
            }

            throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());
        }

        public void Kill()
        {
            _process.Kill();
            _process.WaitForExit();
        }

        public void Dispose()
        {
            Kill();
            _client?.Dispose();
            _process.Dispose();
        }
    }
}
