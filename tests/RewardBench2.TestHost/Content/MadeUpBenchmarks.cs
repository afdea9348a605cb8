using System.Text.Json.Nodes;

namespace RewardBench2.TestHost.Content;

/// <summary>Rows as each benchmark's own files have them, with made-up texts: a few prompts for every subset.</summary>
public static class MadeUpBenchmarks
{
    /// <summary>How many prompts every subset has.</summary>
    public const int PerSubset = 3;

    /// <summary>A lab's own benchmark: conversations with a system message, several rows per prompt, a measure.</summary>
    public const string OwnDefinition =
        """
        {
          "name": "house-rules",
          "title": "House rules",
          "description": "Whether answers keep to what the system message asks for.",
          "clustersByPrompt": true,
          "subsets": [
            { "name": "Tone", "rule": { "type": "best-of-k" }, "weight": 3 },
            { "name": "Form", "rule": { "type": "all-pairs" } }
          ],
          "measures": [{ "name": "Reciprocal rank", "rule": { "type": "reciprocal-rank" } }]
        }
        """;

    private static readonly string[] RewardBench1Subsets =
    [
        "alpacaeval-easy", "alpacaeval-length", "alpacaeval-hard", "mt-bench-easy", "mt-bench-med", "mt-bench-hard", "llmbar-natural",
        "llmbar-adver-neighbor", "llmbar-adver-GPTInst", "llmbar-adver-GPTOut", "llmbar-adver-manual", "refusals-dangerous", "refusals-offensive",
        "xstest-should-refuse", "xstest-should-respond", "donotanswer", "math-prm", "hep-cpp", "hep-go", "hep-java", "hep-js", "hep-python", "hep-rust",
    ];

    private static readonly string[] JudgeBenchSources =
    [
        "mmlu-pro-law", "mmlu-pro-biology", "mmlu-pro-computer science", "mmlu-pro-health", "mmlu-pro-history", "mmlu-pro-psychology",
        "mmlu-pro-other", "mmlu-pro-philosophy", "mmlu-pro-economics", "mmlu-pro-math", "mmlu-pro-chemistry", "mmlu-pro-physics",
        "mmlu-pro-engineering", "mmlu-pro-business", "livebench-math", "livebench-reasoning", "livecodebench",
    ];

    private static readonly string[] Goals = ["Helpfulness/Chat/Casual", "Harmlessness/S1"];

    /// <summary>A benchmark's files by name, in the order in which they are imported.</summary>
    public static IReadOnlyList<(string Name, string Text)> FilesOf(string benchmark) => benchmark switch
    {
        "rewardbench-1" => [("filtered.jsonl", Lines(RewardBench1Subsets.SelectMany(subset => Rows(id => Pair(subset, id)))))],
        "rm-bench" =>
        [
            ("chat_filtered.json", List(Rows(id => Styles("alpacaeval", id)))),
            ("code_filtered.json", List(Rows(id => Styles("bigcode/humanevalpack", id)))),
            ("math_filtered.json", List(Rows(id => Styles("a source of its own", id)))),
            ("safety-refuse_filtered.json", List(Rows(id => Styles("refusals-dangerous", id)))),
            ("safety-response_filtered.json", List(Rows(id => Styles("xstest-should-respond", id)))),
        ],
        "judgebench" => [("gpt.jsonl", Lines(
            JudgeBenchSources.SelectMany(source => Rows(id => Judged(source, id)))))],
        "rewardmath" => [("RewardMATH_direct.json", List(Rows(id => id).SelectMany(id => Enumerable.Range(0, 10).Select(at => Solution(id, at)))))],
        "rmb-bon" => [("bon.json", List(Goals.SelectMany(path => Rows(id => BestOfN($"BoN_set/{path}", id)))))],
        "rmb-pairs" => [("pairs.json", List(Goals.SelectMany(path => Rows(id => RmbPair($"Pairwise_set/{path}", id)))))],
        "house-rules" => [("ours.jsonl", Lines(new[] { "Tone", "Form" }.SelectMany(subset => Rows(id => Own(subset, id)))))],
        _ => throw new ArgumentException($"There are no rows of {benchmark}.", nameof(benchmark)),
    };

    private static IEnumerable<T> Rows<T>(Func<int, T> row) => Enumerable.Range(0, PerSubset).Select(row);

    private static JsonObject Pair(string subset, int id) => new()
    {
        ["id"] = id,
        ["prompt"] = $"What of {subset}, number {id}?",
        ["chosen"] = Answer(subset, id, "good"),
        ["chosen_model"] = "writer/one",
        ["rejected"] = Answer(subset, id, "bad"),
        ["rejected_model"] = "writer/two",
        ["subset"] = subset,
    };

    private static JsonObject Styles(string subset, int id) => new()
    {
        ["id"] = id + 8,
        ["prompt"] = $"How is {subset} done, number {id}?",
        ["chosen"] = new JsonArray([.. Enumerable.Range(0, 3).Select(style => JsonValue.Create(Answer(subset, id, $"good {style}")))]),
        ["rejected"] = new JsonArray([.. Enumerable.Range(0, 3).Select(style => JsonValue.Create(Answer(subset, id, $"bad {style}")))]),
        ["subset"] = subset,
    };

    private static JsonObject Judged(string source, int id) => new()
    {
        ["pair_id"] = $"{source}-{id}",
        ["original_id"] = id,
        ["source"] = source,
        ["question"] = $"Which is it, in {source}, number {id}?",
        ["response_model"] = "writer/one",
        ["response_A"] = Answer(source, id, "A"),
        ["response_B"] = Answer(source, id, "B"),
        ["label"] = id % 2 == 0 ? "A>B" : "B>A",
    };

    private static JsonObject Solution(int problem, int at) => new()
    {
        ["problem"] = $"What is {problem} + {problem}?",
        ["eval_solution"] = new JsonArray("First step.", Answer("MATH", problem, $"solution {at}")),
        ["solution_reference"] = at == 0 ? "a person" : $"writer/{at}",
        ["solution_type"] = at == 0 ? "chosen" : "rejected",
        ["subject"] = "Algebra",
        ["problem_id"] = problem,
        ["id"] = (10 * problem) + at,
    };

    private static JsonObject BestOfN(string path, int id) => new()
    {
        ["conversation_input"] = Conversation(path, id),
        ["bon_best"] = Written(path, id, "best"),
        ["loser_list"] = new JsonArray([.. Enumerable.Range(0, 2 + id).Select(loser => Written(path, id, $"loser {loser}"))]),
        ["bon_uid"] = id,
        ["category_path"] = path,
    };

    private static JsonObject RmbPair(string path, int id) => new()
    {
        ["conversation_input"] = Conversation(path, id),
        ["chosen"] = Written(path, id, "better"),
        ["reject"] = Written(path, id, "worse"),
        ["pair_uid"] = id,
        ["category_path"] = path,
    };

    private static JsonObject Own(string subset, int id) => new()
    {
        ["id"] = $"{subset}-{id}",
        ["prompt"] = new JsonArray(
            new JsonObject { ["role"] = "system", ["content"] = "Answer in one line." },
            new JsonObject { ["role"] = "user", ["content"] = $"The question that rows of {subset} share?" }),
        ["chosen"] = new JsonArray([.. Enumerable.Range(0, 1 + id).Select(at => JsonValue.Create(Answer(subset, id, $"fine {at}")))]),
        ["rejected"] = new JsonArray(Answer(subset, id, "rude"), Answer(subset, id, "endless")),
        ["subset"] = subset,
    };

    private static JsonArray Conversation(string path, int id)
    {
        var last = new JsonObject { ["role"] = "user", ["content"] = $"And now, {path}, number {id}?", ["language"] = "English" };
        return id == 0 ? [last] :
        [
            new JsonObject { ["role"] = "user", ["content"] = $"Hello, {path}.", ["language"] = "English" },
            new JsonObject { ["role"] = "assistant", ["content"] = "Hello to you.", ["language"] = "English" },
            last,
        ];
    }

    private static JsonObject Written(string path, int id, string kind) => new() { ["llm_name"] = "writer/one", ["answer"] = Answer(path, id, kind) };

    private static string Answer(string subset, int id, string kind) => $"A {kind} answer to {subset} {id}";

    private static string Lines(IEnumerable<JsonObject> rows) => string.Concat(rows.Select(row => row.ToJsonString() + "\n"));

    private static string List(IEnumerable<JsonObject> rows) => new JsonArray([.. rows]).ToJsonString();
}
