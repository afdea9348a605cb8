using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends.Judges;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Checks;

/// <summary>What a run will need, estimated from the real prompts before it starts.</summary>
/// <param name="Requests">Requests, repetitions not counted.</param>
/// <param name="InputTokens">At four characters a token; templates and judge prompts included.</param>
/// <param name="OutputTokensAtMost">The limit on every judge's answer; judges mostly use far less. 0 for classifiers.</param>
/// <param name="CostAtMost">At the submitted prices, every answer as long as allowed; <c>null</c> without prices.</param>
public sealed record RunPlan(long Requests, long InputTokens, long OutputTokensAtMost, decimal? CostAtMost)
{
    // What a template or a request's own words add to each conversation.
    private const int TemplateCharacters = 60;

    /// <summary>Estimates a run.</summary>
    /// <param name="prompts">All prompts; read once, so they may be streamed.</param>
    /// <param name="request">As submitted.</param>
    /// <param name="protocol">The protocol in use: as submitted, or as the probe found.</param>
    /// <exception cref="FormatException">The judge's template lacks a placeholder.</exception>
    public static RunPlan Estimate(IEnumerable<Prompt> prompts, SubmissionRequest request, string protocol)
    {
        var judge = EndpointProtocols.IsJudge(protocol) ? JudgeSettings.From(request.Judge, protocol) : null;
        var sum = new RunPlan(0, 0, 0, null);
        foreach (var prompt in prompts)
        {
            sum += judge is null ? OfServer(prompt, request, protocol) : OfJudge(prompt, judge);
        }

        var caps = RunCaps.From(request.Limits);
        var hasPrices = request.Limits is { PricePerMillionInputTokens: not null } or { PricePerMillionOutputTokens: not null };
        return sum with { CostAtMost = hasPrices ? caps.CostOf(sum.InputTokens, sum.OutputTokensAtMost) : null };
    }

    public static RunPlan operator +(RunPlan one, RunPlan other) => new(
        one.Requests + other.Requests,
        one.InputTokens + other.InputTokens,
        one.OutputTokensAtMost + other.OutputTokensAtMost,
        null);

    private static RunPlan OfServer(Prompt prompt, SubmissionRequest request, string protocol)
    {
        var completions = prompt.Completions.Count;
        var characters = (completions * (long)(prompt.Text.Length + TemplateCharacters)) + prompt.Completions.Sum(completion => completion.Text.Length);
        if (protocol == EndpointProtocols.Dpo)
        {
            return new RunPlan(2 * completions, 2 * TokenUsage.Estimate(characters), 2 * completions, null);
        }

        var settings = new ServerSettings { HasChatTemplate = !string.IsNullOrWhiteSpace(request.Backend?.ChatTemplate) };
        var batch = EndpointProtocols.Create(protocol, settings).BatchSize;
        return new RunPlan((completions + batch - 1) / batch, TokenUsage.Estimate(characters), 0, null);
    }

    private static RunPlan OfJudge(Prompt prompt, JudgeSettings judge)
    {
        var texts = prompt.Completions.Sum(completion => (long)completion.Text.Length);
        if (JudgeBackend.IsRanked(prompt, judge))
        {
            var orders = judge.BothOrders ? 2 : 1;
            return new RunPlan(
                orders,
                orders * TokenUsage.Estimate(judge.Prompts.Ranking.User.Length + prompt.Text.Length + texts),
                orders * (long)judge.RankingTokens,
                null);
        }

        var template = prompt.IsTies ? judge.Prompts.Ties : judge.Prompts.Ratings;
        var completions = prompt.Completions.Count;
        return new RunPlan(
            completions,
            TokenUsage.Estimate((completions * (long)(template.User.Length + prompt.Text.Length)) + texts),
            completions * (long)judge.RatingTokens,
            null);
    }
}
