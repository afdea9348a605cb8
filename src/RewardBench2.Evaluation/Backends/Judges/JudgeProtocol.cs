using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>A chat server that judges in words, by ranking four completions or by rating each.</summary>
public sealed class JudgeProtocol : BackendProtocol
{
    /// <summary>Four completions in one request.</summary>
    public static JudgeProtocol Ranking { get; } = new() { Name = "judge-ranking", IsRanking = true };

    /// <summary>Each completion in a request of its own.</summary>
    public static JudgeProtocol Ratings { get; } = new() { Name = "judge-ratings" };

    private JudgeProtocol() => (IsJudge, NeedsModel, IgnoresChatTemplate, LaunchCommand) = (true, true, true, "vllm serve MODEL");

    public static IReadOnlyList<JudgeProtocol> All { get; } = [Ranking, Ratings];

    public bool IsRanking { get; private init; }

    /// <summary>How the judge is asked.</summary>
    /// <exception cref="FormatException">The pasted template lacks a placeholder, or nobody knows the reader.</exception>
    public JudgeSettings Settings(SubmissionRequest request) => JudgeSettings.From(request.Judge, IsRanking);

    /// <inheritdoc/>
    public override IRewardBackend Open(BackendInputs inputs) =>
        new JudgeBackend(inputs.Clients[0], inputs.Found.Model ?? "", Settings(inputs.Request));

    /// <inheritdoc/>
    public override Func<Prompt, RunPlan> PlanFor(SubmissionRequest request)
    {
        var settings = Settings(request);
        return prompt => JudgeBackend.IsRanked(prompt, settings) ? PlanRanking(prompt, settings) : PlanRatings(prompt, settings);
    }

    /// <inheritdoc/>
    public override ProtocolCard Describe(ProtocolCard card, BackendInputs inputs)
    {
        var settings = Settings(inputs.Request);
        return card with
        {
            JudgeMode = IsRanking ? "ranking; Ties by ratings" : "ratings",
            JudgePromptHash = settings.Prompts.HashFor(IsRanking),
            JudgePrompts = settings.Prompts.AreOurs ? "ours" : "pasted",
            JudgeReader = settings.Reader.Name,
            Seed = IsRanking ? settings.Seed : null,
            BothOrders = IsRanking ? settings.BothOrders : null,
            RankingTokens = IsRanking ? settings.RankingTokens : null,
            RatingTokens = settings.RatingTokens,
        };
    }

    private static RunPlan PlanRanking(Prompt prompt, JudgeSettings settings)
    {
        var orders = settings.BothOrders ? 2 : 1;
        var characters = settings.Prompts.Ranking.User.Length + prompt.Transcript.Length + prompt.Completions.Sum(completion => (long)completion.Text.Length);
        return new RunPlan(orders, orders * TokenUsage.Estimate(characters), orders * (long)settings.RankingTokens, null);
    }

    private static RunPlan PlanRatings(Prompt prompt, JudgeSettings settings)
    {
        var template = prompt.IsTies ? settings.Prompts.Ties : settings.Prompts.Ratings;
        var completions = prompt.Completions.Count;
        var characters = (completions * (long)(template.User.Length + prompt.Transcript.Length)) + prompt.Completions.Sum(completion => (long)completion.Text.Length);
        return new RunPlan(completions, TokenUsage.Estimate(characters), completions * (long)settings.RatingTokens, null);
    }
}
