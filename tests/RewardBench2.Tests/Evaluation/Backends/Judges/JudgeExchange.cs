using System.Text.Json.Nodes;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Tests.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Backends.Judges;

/// <summary>A judge in front of a stand-in server, and what the two say to each other.</summary>
internal static class JudgeExchange
{
    public static readonly Prompt FourAnswers = new(
        "7", "Focus", "Which?", [new("RIGHT", true), new("wrong 1", false), new("wrong 2", false), new("wrong 3", false)]);

    public static readonly Prompt TiesPrompt = new("tied:1", "Ties", "Name a colour.", [new("Red", true), new("Seven", false)]);

    public static FakeAnswer Say(string words) => FakeAnswer.Json(new JsonObject
    {
        ["id"] = "c",
        ["object"] = "chat.completion",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = words },
            ["finish_reason"] = "stop",
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 900, ["completion_tokens"] = 210, ["total_tokens"] = 1110 },
    });

    public static string Text(FakeRequest request) => request.Json["messages"]!.AsArray()[^1]!["content"]!.ToString();

    public static char LetterOf(FakeRequest request, string completion) => "ABCD".Single(letter =>
        Text(request).Contains($"<answer_{char.ToLowerInvariant(letter)}>\n{completion}\n", StringComparison.Ordinal));

    public static JudgeBackend Judge(RunMeter meter, Uri url, string protocol, string? apiKey = null) =>
        new(TestClients.Create(url, apiKey: apiKey, meter: meter), "m", JudgeSettings.From(null, isRanking: protocol == "judge-ranking"));

    public static JudgeBackend Judge(RunMeter meter, Uri url, JudgeRequest request, string protocol = "judge-ranking") =>
        new(TestClients.Create(url, meter: meter), "m", JudgeSettings.From(request, isRanking: protocol == "judge-ranking"));

    public static Task<PromptRewards> RewardAsync(JudgeBackend judge, Prompt prompt) =>
        judge.RewardAsync(prompt, TestContext.Current.CancellationToken);
}
