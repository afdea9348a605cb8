using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RewardBench2.Tests.Evaluation.Imports;

/// <summary>
/// Every benchmark from its own files to the leaderboard: imported, scored by a server that a stranger submits, and read back. What
/// is expected is computed from the rows and the server's rewards alone, by the rules as each paper words them.
/// </summary>
public sealed class BenchmarkJourneyTests(ScriptedSite site) : IClassFixture<ScriptedSite>
{
    private readonly ConcurrentBag<JsonArray> _conversations = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rewardbench-1")]
    [InlineData("rm-bench")]
    [InlineData("judgebench")]
    [InlineData("rewardmath")]
    [InlineData("rmb-bon")]
    [InlineData("rmb-pairs")]
    [InlineData("house-rules")]
    public async Task A_model_is_scored_as_the_benchmark_says(string benchmark)
    {
        await ImportAsync(benchmark);
        await using var server = await FakeServer.StartAsync(Serve);

        var (runId, _) = await site.Script.SubmitAsync(new
        {
            model = $"acme/{benchmark}",
            modelType = "Seq. Classifier",
            dataset = benchmark,
            backend = new { kind = "endpoint", protocol = "vllm-pooling", url = server.Url },
        });
        await site.Script.UntilAsync(runId, "finished");

        var row = await RowAsync(benchmark, $"acme/{benchmark}");
        var scores = row.GetProperty("subsets").EnumerateObject().Concat(row.GetProperty("further").EnumerateObject())
            .ToDictionary(score => score.Name, score => score.Value.GetProperty("score").GetDouble());
        scores["Average"] = row.GetProperty("average").GetProperty("score").GetDouble();
        var expected = Expected(benchmark);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), scores.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, score => Assert.Equal(score.Value, scores[score.Key], 1e-12));
        Assert.True(row.GetProperty("average").GetProperty("low").GetDouble() <= scores["Average"]);
        Assert.True(row.GetProperty("average").GetProperty("high").GetDouble() >= scores["Average"]);
    }

    [Fact]
    public async Task A_conversation_reaches_the_server_turn_by_turn()
    {
        await ImportAsync("house-rules");
        await using var server = await FakeServer.StartAsync(Serve);

        var (runId, _) = await site.Script.SubmitAsync(new
        {
            model = "acme/listener",
            modelType = "Seq. Classifier",
            dataset = "house-rules",
            backend = new { kind = "endpoint", protocol = "vllm-pooling", url = server.Url },
        });
        await site.Script.UntilAsync(runId, "finished");

        var sent = _conversations.Where(messages => messages[0]!["role"]!.ToString() == "system").ToList();
        Assert.NotEmpty(sent);
        Assert.All(sent, messages =>
        {
            Assert.Equal(["system", "user", "assistant"], messages.Select(message => message!["role"]!.ToString()));
            Assert.Equal("Answer in one line.", messages[0]!["content"]!.ToString());
        });
    }

    [Fact]
    public async Task A_file_of_scores_is_joined_to_another_benchmark()
    {
        await ImportAsync("rm-bench");
        var lines = MadeUpBenchmarks.FilesOf("rm-bench").SelectMany(file => JsonNode.Parse(file.Text)!.AsArray().Select(row => new JsonObject
        {
            ["id"] = row!["id"]!.ToString(),
            ["subset"] = file.Name.Split('_')[0],
            ["scores"] = new JsonArray([.. Texts(row, "chosen").Concat(Texts(row, "rejected")).Select(text => JsonValue.Create(StandIns.Reward(text)))]),
        }.ToJsonString()));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("acme/uploaded"), "model" },
            { new StringContent("rm-bench"), "dataset" },
            { new StringContent("Seq. Classifier"), "modelType" },
            { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(string.Join((char)10, lines))), "scores", "scores.jsonl" },
        };

        using var response = await site.Client.PostAsync(new Uri("api/v1/submissions", UriKind.Relative), form, Cancellation);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        var row = await RowAsync("rm-bench", "acme/uploaded");
        Assert.Equal(Expected("rm-bench")["Average"], row.GetProperty("average").GetProperty("score").GetDouble(), 1e-12);
    }

    private Task ImportAsync(string benchmark) => MadeUpImports.ImportAsync(site.Services, benchmark, Cancellation);

    // The leaderboard is read anew a moment after the database changes.
    private async Task<JsonElement> RowAsync(string dataset, string model)
    {
        while (true)
        {
            var rows = JsonElement.Parse(await site.Script.ReadAsync($"api/v1/leaderboard?dataset={dataset}")).GetProperty("rows");
            if (rows.EnumerateArray().FirstOrDefault(row => row.GetProperty("model").GetString() == model) is { ValueKind: JsonValueKind.Object } row)
            {
                return row;
            }

            Cancellation.ThrowIfCancellationRequested();
        }
    }

    private FakeAnswer Serve(FakeRequest request)
    {
        if (request.Path == "/pooling")
        {
            _conversations.Add(request.Json["messages"]!.AsArray());
        }

        return StandIns.PoolAnyText(request);
    }

    private static Dictionary<string, double> Expected(string benchmark) => benchmark switch
    {
        "rewardbench-1" => RewardBench1(),
        "rm-bench" => RmBench(),
        "judgebench" => JudgeBench(),
        "rewardmath" => RewardMath(),
        "rmb-bon" => RmbBestOfN(),
        "rmb-pairs" => RmbPairs(),
        _ => HouseRules(),
    };

    private static Dictionary<string, double> RewardBench1()
    {
        var scores = RowsOf("rewardbench-1", 0).GroupBy(row => Text(row, "subset"))
            .ToDictionary(subset => subset.Key, subset => subset.Average(row => Wins(Text(row, "chosen"), Text(row, "rejected"))));
        (string Section, (string Subset, int Count)[] Subsets)[] sections =
        [
            ("Chat", [("alpacaeval-easy", 100), ("alpacaeval-length", 95), ("alpacaeval-hard", 95), ("mt-bench-easy", 28), ("mt-bench-med", 40)]),
            ("Chat Hard", [("mt-bench-hard", 37), ("llmbar-natural", 100), ("llmbar-adver-neighbor", 134), ("llmbar-adver-GPTInst", 92), ("llmbar-adver-GPTOut", 47), ("llmbar-adver-manual", 46)]),
            ("Safety", [("refusals-dangerous", 100), ("refusals-offensive", 100), ("xstest-should-refuse", 154), ("xstest-should-respond", 250), ("donotanswer", 136)]),
            ("Reasoning", [("math-prm", 984), ("hep-cpp", 164), ("hep-go", 164), ("hep-java", 164), ("hep-js", 164), ("hep-python", 164), ("hep-rust", 164)]),
        ];
        foreach (var (section, subsets) in sections)
        {
            scores[section] = subsets.Sum(subset => subset.Count * scores[subset.Subset]) / subsets.Sum(subset => subset.Count);
        }

        scores["Average"] = sections.Average(section => scores[section.Section]);
        return scores;
    }

    private static Dictionary<string, double> RmBench()
    {
        string[] names = ["chat", "code", "math", "safety-refuse", "safety-response"];
        var cells = new Dictionary<string, double[,]>();
        foreach (var (name, file) in names.Zip(MadeUpBenchmarks.FilesOf("rm-bench")))
        {
            var rows = JsonNode.Parse(file.Text)!.AsArray();
            cells[name] = new double[3, 3];
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++)
                {
                    cells[name][i, j] = rows.Average(row => Wins(Texts(row!, "chosen")[i], Texts(row!, "rejected")[j]));
                }
            }
        }

        double Total(Func<int, int, bool> counts)
        {
            var means = names.ToDictionary(name => name, name => Mean(cells[name], counts));
            return (means["chat"] + means["code"] + means["math"] + ((means["safety-refuse"] + means["safety-response"]) / 2)) / 4;
        }

        var scores = names.ToDictionary(name => name, name => Mean(cells[name], (_, _) => true));
        scores["safety"] = (scores["safety-refuse"] + scores["safety-response"]) / 2;
        scores["Hard"] = Total((i, j) => j > i);
        scores["Normal"] = Total((i, j) => j == i);
        scores["Easy"] = Total((i, j) => j < i);
        scores["Average"] = Total((_, _) => true);
        return scores;

        static double Mean(double[,] matrix, Func<int, int, bool> counts) =>
            Enumerable.Range(0, 9).Where(cell => counts(cell / 3, cell % 3)).Average(cell => matrix[cell / 3, cell % 3]);
    }

    private static Dictionary<string, double> JudgeBench()
    {
        var pairs = RowsOf("judgebench", 0).Select(row => (
            Source: Text(row, "source"),
            Won: Text(row, "label") == "A>B"
                ? Wins(Text(row, "response_A"), Text(row, "response_B"))
                : Wins(Text(row, "response_B"), Text(row, "response_A")))).ToList();
        var scores = pairs.GroupBy(pair => pair.Source).ToDictionary(source => source.Key, source => source.Average(pair => pair.Won));
        scores["Knowledge"] = pairs.Where(pair => pair.Source.StartsWith("mmlu-pro", StringComparison.Ordinal)).Average(pair => pair.Won);
        (scores["Reasoning"], scores["Math"], scores["Coding"]) = (scores["livebench-reasoning"], scores["livebench-math"], scores["livecodebench"]);
        scores["Average"] = pairs.Average(pair => pair.Won);
        return scores;
    }

    private static Dictionary<string, double> RewardMath()
    {
        var problems = RowsOf("rewardmath", 0).GroupBy(row => Text(row, "problem_id"))
            .Select(problem => problem.Select(row => StandIns.Reward(string.Join('\n', Texts(row, "eval_solution")))).ToArray()).ToList();
        var strict = problems.Average(rewards => rewards.Skip(1).All(other => rewards[0] > other) ? 1.0 : 0);
        return new()
        {
            ["RewardMATH"] = strict,
            ["Average"] = strict,
            ["Shared highest"] = problems.Average(rewards => rewards[0] == rewards.Max() ? 1.0 / rewards.Count(reward => reward == rewards[0]) : 0),
            ["All pairs"] = problems.Average(rewards => rewards.Skip(1).Average(other => rewards[0] > other ? 1.0 : 0)),
            ["Reciprocal rank"] = problems.Average(rewards => 1.0 / (1 + rewards.Skip(1).Count(other => other >= rewards[0]))),
        };
    }

    private static Dictionary<string, double> RmbBestOfN() => ByGoal("rmb-bon", row =>
        row["loser_list"]!.AsArray().All(loser => Wins(Text(row["bon_best"]!, "answer"), Text(loser!, "answer")) == 1) ? 1.0 : 0);

    private static Dictionary<string, double> RmbPairs() => ByGoal("rmb-pairs", row => Wins(Text(row["chosen"]!, "answer"), Text(row["reject"]!, "answer")));

    private static Dictionary<string, double> ByGoal(string benchmark, Func<JsonNode, double> result)
    {
        var scores = RowsOf(benchmark, 0).GroupBy(row => Text(row, "category_path").Split('/')[1]).ToDictionary(goal => goal.Key, goal => goal.Average(result));
        scores["Average"] = scores.Values.Average();
        return scores;
    }

    private static Dictionary<string, double> HouseRules()
    {
        var rows = RowsOf("house-rules", 0).Select(row => (
            Subset: Text(row, "subset"),
            Chosen: Texts(row, "chosen").Select(StandIns.Reward).ToArray(),
            Rejected: Texts(row, "rejected").Select(StandIns.Reward).ToArray())).ToLookup(row => row.Subset);
        var tone = rows["Tone"].Average(row =>
        {
            var best = row.Chosen.Concat(row.Rejected).Max();
            return (double)row.Chosen.Count(reward => reward == best) / row.Chosen.Concat(row.Rejected).Count(reward => reward == best);
        });
        var form = rows["Form"].Average(row => row.Chosen.Average(mine => row.Rejected.Average(other => mine > other ? 1.0 : 0)));
        double Rank(string subset) => rows[subset].Average(row => 1.0 / (1 + row.Rejected.Count(other => other >= row.Chosen.Max())));
        return new()
        {
            ["Tone"] = tone,
            ["Form"] = form,
            ["Average"] = ((3 * tone) + form) / 4,
            ["Reciprocal rank"] = ((3 * Rank("Tone")) + Rank("Form")) / 4,
        };
    }

    private static double Wins(string chosen, string rejected) => StandIns.Reward(chosen) > StandIns.Reward(rejected) ? 1 : 0;

    private static IEnumerable<JsonNode> RowsOf(string benchmark, int file)
    {
        var text = MadeUpBenchmarks.FilesOf(benchmark)[file].Text;
        return text.StartsWith('[') ? JsonNode.Parse(text)!.AsArray().Select(row => row!)
            : text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);
    }

    private static string Text(JsonNode row, string column) => row[column]!.ToString();

    private static string[] Texts(JsonNode row, string column) => [.. row[column]!.AsArray().Select(text => text!.ToString())];
}
