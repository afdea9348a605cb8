using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Backends;

/// <summary>What a run will need, estimated from the real prompts before it starts.</summary>
/// <param name="Requests">Requests, repetitions not counted.</param>
/// <param name="InputTokens">At four characters a token; templates and judge prompts included.</param>
/// <param name="OutputTokensAtMost">The limit on every judge's response; judges mostly use far less. 0 for classifiers.</param>
/// <param name="CostAtMost">At the submitted prices, every response as long as allowed; <c>null</c> without prices.</param>
public sealed record RunPlan(long Requests, long InputTokens, long OutputTokensAtMost, decimal? CostAtMost)
{
    // What a chat template or a request's own text adds to each conversation.
    private const int TemplateCharacters = 60;

    /// <summary>Estimates a run.</summary>
    /// <param name="prompts">All prompts; read once, so they may be streamed.</param>
    /// <param name="request">As submitted.</param>
    /// <param name="protocol">The protocol in use: as submitted, or as the probe found.</param>
    /// <exception cref="FormatException">The judge's template lacks a placeholder.</exception>
    public static RunPlan Estimate(IEnumerable<Prompt> prompts, SubmissionRequest request, BackendProtocol protocol)
    {
        var plan = protocol.PlanFor(request);
        var sum = prompts.Aggregate(new RunPlan(0, 0, 0, null), (sum, prompt) => sum + plan(prompt));
        return sum.WithCost(request.Limits);
    }

    /// <summary>The same with its cost at the prices submitted; without one where there are none.</summary>
    public RunPlan WithCost(LimitsRequest? limits)
    {
        var hasPrices = limits is { PricePerMillionInputTokens: not null } or { PricePerMillionOutputTokens: not null };
        return this with { CostAtMost = hasPrices ? RunCaps.From(limits).CostOf(InputTokens, OutputTokensAtMost) : null };
    }

    public static RunPlan operator +(RunPlan one, RunPlan other) => new(
        one.Requests + other.Requests,
        one.InputTokens + other.InputTokens,
        one.OutputTokensAtMost + other.OutputTokensAtMost,
        null);

    /// <summary>Characters of all conversations of a prompt, chat templates included.</summary>
    public static long Characters(Prompt prompt) =>
        (prompt.Completions.Count * (long)(prompt.Transcript.Length + TemplateCharacters)) + prompt.Completions.Sum(completion => (long)completion.Text.Length);
}
