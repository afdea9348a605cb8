using System.Text;
using System.Text.Json.Nodes;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Exchange.Published;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Tests.Exchange;

/// <summary>A small dataset, and scores files about it to start from.</summary>
internal static class ScoresFiles
{
    public static readonly ResultHeader Header = new("org/model", "Seq. Classifier", "chatml");

    /// <summary>Six prompts of Factuality, four of Math and two pairs of Ties.</summary>
    public static IReadOnlyList<Prompt> Dataset { get; } =
    [
        .. Enumerable.Range(0, 6).Select(i => BestOfFour($"{i}", "Factuality")),
        .. Enumerable.Range(6, 4).Select(i => BestOfFour($"{i}", "Math")),
        .. Enumerable.Range(0, 2).SelectMany(i => new[] { Ties($"tied:{i}", chosen: 2 + i), Ties($"ref:{i}", chosen: 1) }),
    ];

    /// <summary>The official format for the whole dataset: the rewards of row r start at 10 r.</summary>
    public static async Task<JsonObject> WriteAsync(IReadOnlyList<Prompt> prompts, bool withText)
    {
        var stream = new MemoryStream();
        await ScoresFile.WriteAsync(
            stream, Header, [.. prompts.Select((prompt, row) => new PromptScores(prompt, Rewards(prompt, row), prompt.IsTies ? null : 1))], TestContext.Current.CancellationToken);
        var file = JsonNode.Parse(stream.ToArray())!.AsObject();
        if (!withText)
        {
            file.Remove("text");
        }

        return file;
    }

    public static Task<ScoresContent> ReadAsync(JsonNode file, IReadOnlyList<Prompt>? dataset = null) => ReadAsync(file.ToJsonString(), dataset);

    public static Task<ScoresContent> ReadAsync(string file, IReadOnlyList<Prompt>? dataset = null, int most = int.MaxValue) =>
        ScoresFile.ReadAsync(new ForwardOnlyStream(Encoding.UTF8.GetBytes(file), most), "scores.json", new ScoredDataset(BenchmarkCatalog.RewardBench2, dataset), cancellationToken: TestContext.Current.CancellationToken);

    public static async Task<JoinedScores> JoinAsync(JsonNode file) => ScoresJoin.Join(await ReadAsync(file, Dataset), BenchmarkCatalog.RewardBench2, Dataset);

    public static JsonArray Column(JsonObject file, string name) => file[name]!.AsArray();

    public static double[] Rewards(Prompt prompt, int row) => [.. prompt.Completions.Select((_, i) => (10.0 * row) + i)];

    private static Prompt BestOfFour(string id, string subset) => new(
        id, subset, $"Question number {id}, about which much could be said?",
        [.. Enumerable.Range(0, 4).Select(i => new Completion($"Answer {i} to question {id}.\nIt has two lines.", IsChosen: i == 0))]);

    private static Prompt Ties(string id, int chosen) => new(
        id, "Ties", $"Pick ({id})",
        [.. Enumerable.Range(0, 3 + chosen).Select(i => new Completion($"{i}", IsChosen: i < chosen))]);
}
