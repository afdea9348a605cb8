using System.Text.Json;
using System.Text.Json.Nodes;

namespace RewardBench2.Tests.Exchange;

/// <summary>The rules of Every Eval Ever's schema 0.2.2 that our records can break: keys required and allowed, types, enumerations, ranges.</summary>
internal static class EveryEvalEverRules
{
    private static readonly string[] Required =
        ["schema_version", "evaluation_id", "retrieved_timestamp", "source_metadata", "model_info", "eval_library", "evaluation_results"];

    private static readonly string[] Optional = ["evaluation_timestamp", "detailed_evaluation_results"];

    public static void Check(JsonObject record)
    {
        Assert.All(Required, key => Assert.True(record.ContainsKey(key), key));
        Assert.Empty(record.Select(entry => entry.Key).Except([.. Required, .. Optional]));
        Assert.Equal("0.2.2", (string?)record["schema_version"]);
        Assert.True(double.TryParse((string)record["retrieved_timestamp"]!, out _));
        NoNulls(record);

        var source = record["source_metadata"]!;
        Assert.Contains((string?)source["source_type"], new[] { "documentation", "evaluation_run" });
        Assert.Contains((string?)source["evaluator_relationship"], new[] { "first_party", "third_party", "collaborative", "other" });
        Assert.NotNull((string?)source["source_organization_name"]);
        OnlyTexts(source["additional_details"]);

        Assert.NotNull((string?)record["model_info"]!["name"]);
        Assert.NotNull((string?)record["model_info"]!["id"]);
        OnlyTexts(record["model_info"]!["additional_details"]);
        Assert.NotNull((string?)record["eval_library"]!["name"]);
        Assert.NotNull((string?)record["eval_library"]!["version"]);
        Assert.All(record["evaluation_results"]!.AsArray(), result => CheckResult(result!));
    }

    private static void CheckResult(JsonNode result)
    {
        Assert.NotNull((string?)result["evaluation_name"]);
        var data = result["source_data"]!;
        Assert.NotNull((string?)data["dataset_name"]);
        Assert.True((string?)data["source_type"] == "other" || ((string?)data["source_type"] == "hf_dataset" && data["hf_repo"] is not null));

        var metric = result["metric_config"]!;
        Assert.False((bool)metric["lower_is_better"]!);
        Assert.Equal("continuous", (string?)metric["score_type"]);
        var score = (double)result["score_details"]!["score"]!;
        Assert.InRange(score, (double)metric["min_score"]!, (double)metric["max_score"]!);
        if (result["score_details"]!["uncertainty"] is { } uncertainty)
        {
            Assert.InRange((double)uncertainty["confidence_interval"]!["confidence_level"]!, 0, 1);
            Assert.True((double)uncertainty["confidence_interval"]!["lower"]! <= (double)uncertainty["confidence_interval"]!["upper"]!);
        }
    }

    private static void OnlyTexts(JsonNode? details) =>
        Assert.All(details?.AsObject() ?? [], entry => Assert.Equal(JsonValueKind.String, entry.Value!.GetValueKind()));

    private static void NoNulls(JsonNode? node)
    {
        Assert.NotNull(node);
        foreach (var child in node switch { JsonObject fields => fields.Select(field => field.Value), JsonArray list => list, _ => [] })
        {
            NoNulls(child);
        }
    }
}
