using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Rules;
using RewardBench2.Exchange.ScoresFiles;

namespace RewardBench2.Exchange.Exports;

/// <summary>Writes what a run made of each prompt in Every Eval Ever's schema of single samples.</summary>
/// <remarks>
/// Source: <c>evaleval/every_eval_ever</c>, <c>every_eval_ever/schemas/instance_level_eval.schema.json</c>, version 0.3.0.
/// A sample belongs to its subset's result; the average rests on the subsets, so it has no samples of its own.
/// </remarks>
public static class EveryEvalEverSamples
{
    /// <summary>JSON Lines, one per prompt of a subset that has a score; the same run gives the same bytes every time.</summary>
    public static async Task WriteAsync(
        Stream stream, ExportRow row, EveryEvalEverContext context, IReadOnlyList<PromptScores> prompts, CancellationToken cancellationToken = default)
    {
        foreach (var line in Lines(row, context, prompts))
        {
            await stream.WriteAsync(line, cancellationToken);
        }
    }

    /// <summary>How a record names what <see cref="WriteAsync"/> writes; <c>null</c> where that is nothing.</summary>
    public static EveryEvalEverSampleFile? Describe(ExportRow row, EveryEvalEverContext context, IReadOnlyList<PromptScores> prompts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0;
        foreach (var line in Lines(row, context, prompts))
        {
            hash.AppendData(line);
            rows++;
        }

        return rows == 0 ? null : new EveryEvalEverSampleFile(
            EveryEvalEverSampleFile.PathOf(context.Dataset, row), Convert.ToHexStringLower(hash.GetHashAndReset()), rows);
    }

    private static IEnumerable<byte[]> Lines(ExportRow row, EveryEvalEverContext context, IEnumerable<PromptScores> prompts)
    {
        var id = EveryEvalEverExport.IdOf(row, context);
        foreach (var prompt in prompts)
        {
            if (context.Benchmark.FindSubset(prompt.Prompt.Subset) is { } subset && row.Subsets.ContainsKey(subset))
            {
                yield return [.. JsonSerializer.SerializeToUtf8Bytes(Sample(row.Model, id, subset, prompt), EveryEvalEverExport.Json), (byte)'\n'];
            }
        }
    }

    private static JsonObject Sample(string model, string id, Subset subset, PromptScores scores)
    {
        var (prompt, rewards) = (scores.Prompt, scores.Rewards);
        var references = prompt.Completions.Where(completion => completion.IsChosen).Select(completion => completion.Text).ToList();
        var score = Score(subset, scores);
        return new JsonObject
        {
            ["schema_version"] = EveryEvalEverExport.SchemaVersion,
            ["evaluation_id"] = id,
            ["model_id"] = model,
            ["evaluation_name"] = subset.Name,
            ["evaluation_result_id"] = EveryEvalEverExport.ResultIdOf(id, subset),
            ["sample_id"] = prompt.Id,
            ["sample_hash"] = Hash(prompt.Transcript, references),
            ["interaction_type"] = prompt.EarlierTurns.Count == 0 ? "single_turn" : "multi_turn",
            ["input"] = new JsonObject
            {
                ["raw"] = prompt.Transcript,
                ["reference"] = Texts(references),
                ["choices"] = Texts(prompt.Completions.Select(completion => completion.Text)),
            },
            ["output"] = new JsonObject { ["raw"] = Texts(rewards.Select(reward => reward.ToString("R", CultureInfo.InvariantCulture))) },
            ["answer_attribution"] = new JsonArray([.. Best(rewards).Select(at => Attribution(prompt.Completions[at].Text))]),
            ["evaluation"] = new JsonObject { ["score"] = score, ["is_correct"] = score == 1 },
            ["metadata"] = new JsonObject { ["num_correct"] = prompt.ChosenCount.ToString(CultureInfo.InvariantCulture) },
        };
    }

    private static JsonObject Attribution(string completion) => new JsonObject
    {
        ["turn_idx"] = 0,
        ["source"] = "output.raw",
        ["extracted_value"] = completion,
        ["extraction_method"] = "highest_reward",
        ["is_terminal"] = true,
    };

    // A prompt of Ties has no result of its own. What it adds to the accuracy of its half is whether every right answer
    // stands above every wrong one (allenai/reward-bench, rewardbench/utils.py::_compute_prompt_stats).
    private static double Score(Subset subset, PromptScores scores) =>
        subset.Rule is PromptRule rule ? scores.Result ?? rule.ResultOf(scores.Rewards, scores.Prompt.ChosenCount)
        : scores.Rewards.Take(scores.Prompt.ChosenCount).Min() > scores.Rewards.Skip(scores.Prompt.ChosenCount).Max() ? 1
        : 0;

    private static IEnumerable<int> Best(IReadOnlyList<double> rewards) =>
        rewards.Count == 0 ? [] : Enumerable.Range(0, rewards.Count).Where(at => rewards[at] == rewards.Max());

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    // The schema's users compare hashes over tools, which take Python's json.dumps with sorted keys and no spaces.
    private static string Hash(string raw, IEnumerable<string> references) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $$"""{"raw":{{Quote(raw)}},"reference":[{{string.Join(',', references.Select(Quote))}}]}""")));

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append(@"\\"),
                '\n' => quoted.Append(@"\n"),
                '\r' => quoted.Append(@"\r"),
                '\t' => quoted.Append(@"\t"),
                '\b' => quoted.Append(@"\b"),
                '\f' => quoted.Append(@"\f"),
                >= ' ' and <= '~' => quoted.Append(letter),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
            };
        }

        return quoted.Append('"').ToString();
    }
}
