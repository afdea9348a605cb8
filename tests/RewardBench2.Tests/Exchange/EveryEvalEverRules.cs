using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace RewardBench2.Tests.Exchange;

/// <summary>Every Eval Ever's own schemas, version 0.3.0 (MIT, see the licence next to them) without their explanations, and what they leave to their readers.</summary>
internal static class EveryEvalEverRules
{
    private static readonly JsonSchema Records = Read("eval.schema.json");
    private static readonly JsonSchema Samples = Read("instance_level_eval.schema.json");

    public static void Check(JsonObject record)
    {
        Validate(Records, record);
        Assert.Equal("0.3.0", (string?)record["schema_version"]);
        Assert.True(double.TryParse((string)record["retrieved_timestamp"]!, out _));
        Assert.All(record["evaluation_results"]!.AsArray(), result =>
        {
            var metric = result!["metric_config"]!;
            Assert.InRange((double)result["score_details"]!["score"]!, (double)metric["min_score"]!, (double)metric["max_score"]!);
        });
    }

    public static void CheckSample(JsonObject sample, JsonObject record)
    {
        Validate(Samples, sample);
        Assert.Equal((string?)record["evaluation_id"], (string?)sample["evaluation_id"]);
        Assert.Equal((string?)record["model_info"]!["id"], (string?)sample["model_id"]);
        Assert.Contains((string?)sample["evaluation_result_id"], record["evaluation_results"]!.AsArray().Select(result => (string?)result!["evaluation_result_id"]));
    }

    private static void Validate(JsonSchema schema, JsonObject instance)
    {
        using var document = JsonDocument.Parse(instance.ToJsonString());
        var result = schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join('\n', (result.Details ?? []).Where(detail => detail.Errors is not null)
            .Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}")));
    }

    private static JsonSchema Read(string name)
    {
        using var reader = new StreamReader(typeof(EveryEvalEverRules).Assembly.GetManifestResourceStream(name)!);
        return JsonSchema.FromText(reader.ReadToEnd());
    }
}
