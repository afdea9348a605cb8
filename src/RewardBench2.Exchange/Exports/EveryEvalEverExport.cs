using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.Exports;

/// <summary>Writes results in the shared schema of Every Eval Ever.</summary>
/// <remarks>Source: <c>evaleval/every_eval_ever</c>, <c>every_eval_ever/schemas/eval.schema.json</c>, version 0.3.0.</remarks>
public static class EveryEvalEverExport
{
    /// <summary>The schema's version that the records follow.</summary>
    public const string SchemaVersion = "0.3.0";

    internal static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // How far below 0 and above 1 the margins take a score of Ties.
    private const double Beyond = 0.01;

    private const string OfficialDataset = "rewardbench-2";

    /// <summary>JSON Lines, one record per model that has a score, each valid by itself.</summary>
    public static void Write(Stream stream, IEnumerable<ExportRow> rows, EveryEvalEverContext context)
    {
        foreach (var row in rows.Where(row => row.Subsets.Count > 0))
        {
            JsonSerializer.Serialize(stream, Record(row, context), Json);
            stream.WriteByte((byte)'\n');
        }
    }

    /// <summary>One model's record.</summary>
    /// <param name="samples">The file with its prompts; <c>null</c> where there is none.</param>
    public static JsonObject Record(ExportRow row, EveryEvalEverContext context, EveryEvalEverSampleFile? samples = null)
    {
        var id = IdOf(row, context);
        var record = new JsonObject
        {
            ["schema_version"] = SchemaVersion,
            ["evaluation_id"] = id,
            ["retrieved_timestamp"] = Written(context),
            ["source_metadata"] = Source(row, context),
            ["model_info"] = Model(row),
            ["eval_library"] = IsPublished(row)
                ? new JsonObject { ["name"] = "rewardbench", ["version"] = "unknown" }
                : new JsonObject { ["name"] = "RewardBench2", ["version"] = context.Version },
            ["evaluation_results"] = Results(row, context, id),
        };
        if (row.EvaluatedAt is { } at)
        {
            record["evaluation_timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        if (samples is not null)
        {
            record["detailed_evaluation_results"] = new JsonObject
            {
                ["format"] = "jsonl",
                ["file_path"] = samples.Path,
                ["hash_algorithm"] = "sha256",
                ["checksum"] = samples.Sha256,
                ["total_rows"] = samples.Rows,
            };
        }

        return record;
    }

    /// <summary>What ties a record and its samples together.</summary>
    internal static string IdOf(ExportRow row, EveryEvalEverContext context) =>
        $"{context.Dataset}/{row.Model.Replace('/', '_')}/{row.RunId ?? Written(context)}";

    internal static string ResultIdOf(string id, Subset subset) => $"{id}/{ExportColumn.NameOf(subset)}";

    private static string Written(EveryEvalEverContext context) =>
        (context.WrittenAt.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);

    private static JsonObject Source(ExportRow row, EveryEvalEverContext context)
    {
        var details = new JsonObject { ["provenance"] = row.Provenance };
        Add(details, "source", row.Source);
        Add(details, "run_id", row.RunId);
        var source = new JsonObject
        {
            ["source_name"] = IsPublished(row) ? "RewardBench 2" : context.SiteName,
            ["source_type"] = IsPublished(row) ? "documentation" : "evaluation_run",
            ["source_organization_name"] = IsPublished(row) ? "Allen Institute for AI" : context.SiteName,
            ["evaluator_relationship"] = Relationship(row),
            ["additional_details"] = details,
        };
        Add(source, "source_organization_url", IsPublished(row) ? "https://allenai.org" : context.SiteUrl?.AbsoluteUri);
        return source;
    }

    // Who handed in a file of scores is not known here; Ai2 evaluated its own models as well as those of others.
    private static string Relationship(ExportRow row) => row.Provenance switch
    {
        "published" => row.Model.StartsWith("allenai/", StringComparison.OrdinalIgnoreCase) ? "first_party" : "third_party",
        "uploaded" => "other",
        _ => "third_party",
    };

    private static JsonObject Model(ExportRow row)
    {
        var model = new JsonObject
        {
            ["name"] = row.Model,
            ["id"] = row.Model,
            ["additional_details"] = new JsonObject
            {
                ["model_type"] = row.ModelType,
                ["deployment_type"] = row.HasOpenWeights == false ? "externally_managed" : "unknown",
                ["model_availability"] = row.HasOpenWeights switch { true => "open_weights", false => "closed_weights", null => "unknown" },
            },
        };
        Add(model, "developer", row.Model.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? row.Model[..slash] : null);
        return model;
    }

    private static JsonArray Results(ExportRow row, EveryEvalEverContext context, string id)
    {
        var benchmark = context.Benchmark;
        var results = new JsonArray();
        if (row.Average is { } average)
        {
            var beyond = benchmark.Subsets.Where(subset => subset.IsTies).Sum(subset => Beyond / benchmark.Divisor(subset));
            results.Add(Result("Score", $"{id}/average", "average", AverageOf(benchmark), average, lowest: -beyond, highest: 1 + beyond));
        }

        foreach (var subset in benchmark.Subsets.Where(row.Subsets.ContainsKey))
        {
            var beyond = subset.IsTies ? Beyond : 0;
            results.Add(Result(
                subset.Name, ResultIdOf(id, subset), ExportColumn.NameOf(subset), subset.Rule.Description, row.Subsets[subset], -beyond, 1 + beyond));
        }

        return results;

        JsonNode Result(string name, string resultId, string metric, string description, ExportEstimate estimate, double lowest, double highest) => new JsonObject
        {
            ["evaluation_result_id"] = resultId,
            ["evaluation_name"] = name,
            ["source_data"] = Data(context.Dataset),
            ["metric_config"] = new JsonObject
            {
                ["evaluation_description"] = description,
                ["metric_id"] = $"{benchmark.Name.Replace("-", "", StringComparison.Ordinal)}.{metric}",
                ["metric_name"] = name,
                ["metric_unit"] = "proportion",
                ["lower_is_better"] = false,
                ["score_type"] = "continuous",
                ["min_score"] = lowest,
                ["max_score"] = highest,
            },
            ["score_details"] = Score(estimate),
        };
    }

    private static string AverageOf(BenchmarkDefinition benchmark) =>
        benchmark.IsPlainMean
            ? $"Plain mean of the {CountInWords(benchmark.Subsets.Count)} subsets"
            : $"Weighted mean of the {CountInWords(benchmark.Subsets.Count)} subsets, as {benchmark.Title} defines it";

    internal static string CountInWords(int count) => count == 6 ? "six" : Numbers.Count(count);

    private static JsonObject Score(ExportEstimate estimate)
    {
        var score = new JsonObject { ["score"] = estimate.Score };
        if (estimate is { Low: { } low, High: { } high })
        {
            score["uncertainty"] = new JsonObject
            {
                ["confidence_interval"] = new JsonObject
                {
                    ["lower"] = low,
                    ["upper"] = high,
                    ["confidence_level"] = 0.95,
                    ["method"] = estimate.IsApproximate ? "binomial approximation from the number of prompts" : "percentile bootstrap over prompts",
                },
            };
        }

        return score;
    }

    private static JsonObject Data(string dataset) => dataset == OfficialDataset
        ? new JsonObject { ["dataset_name"] = "RewardBench 2", ["source_type"] = "hf_dataset", ["hf_repo"] = "allenai/reward-bench-2", ["hf_split"] = "test" }
        : new JsonObject { ["dataset_name"] = dataset, ["source_type"] = "other" };

    private static bool IsPublished(ExportRow row) => row.Provenance == "published";

    // The schema knows absent keys, but no null.
    private static void Add(JsonObject target, string key, string? value)
    {
        if (value is not null)
        {
            target[key] = value;
        }
    }
}

/// <summary>What the records of Every Eval Ever say about the place they come from.</summary>
/// <param name="Dataset">The dataset's name, such as <c>rewardbench-2</c>.</param>
/// <param name="Benchmark">What the dataset's prompts are of.</param>
/// <param name="SiteName">What this site is called; the organization of scores computed here.</param>
/// <param name="SiteUrl">Its address; <c>null</c> where it is not known.</param>
/// <param name="Version">The version of this program.</param>
/// <param name="WrittenAt">When the records are written.</param>
public sealed record EveryEvalEverContext(
    string Dataset, BenchmarkDefinition Benchmark, string SiteName, Uri? SiteUrl, string Version, DateTimeOffset WrittenAt);
