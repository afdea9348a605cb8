using System.Diagnostics;
using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Rewards from a language model that judges in words.</summary>
/// <remarks>
/// A ranking gives its winner 1 and the others 0, and all of them 0 when it has no verdict, which scores what guessing
/// scores. Ratings are rewards as they are; a failed one is -1. A prompt that is blocked, too long or never answered is a
/// judgement without a verdict too, so that the run finishes. Ties is always rated. Prompts that do not have four
/// completions cannot be ranked and are rated too. Source: the reference's <c>run_generative_v2.py</c>.
/// </remarks>
public sealed class JudgeBackend(EndpointClient client, string model, JudgeSettings settings) : IRewardBackend, IRequestPreview
{
    /// <summary>How many completions a ranking compares.</summary>
    public const int Ranked = 4;

    // Of a run that has kept as much text as it may, so much of each answer still shows its verdict.
    private const int LeastKept = 500;

    private readonly JudgeChat _chat = new(client, model);

    /// <inheritdoc/>
    public async Task<PromptRewards> RewardAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        try
        {
            return IsRanked(prompt) ? await RankAsync(prompt, cancellationToken) : await RateAsync(prompt, cancellationToken);
        }
        catch (RequestRefusedException refused)
        {
            throw client.GiveUp(new PromptFailedException(refused.Message, refused));
        }
    }

    /// <summary>Whether a prompt is ranked rather than rated.</summary>
    public static bool IsRanked(Prompt prompt, JudgeSettings settings) =>
        settings.IsRanking && !prompt.IsTies && prompt.Completions.Count == Ranked;

    /// <inheritdoc/>
    public string Preview(Prompt prompt) => IsRanked(prompt)
        ? _chat.Preview(settings.Prompts.Ranking, RankingTexts(prompt, FirstOrder(prompt)), settings.RankingTokens)
        : _chat.Preview(RatingTemplate(prompt), RatingTexts(prompt, 0), settings.RatingTokens);

    public async ValueTask DisposeAsync()
    {
        _chat.Dispose();
        await client.DisposeAsync();
    }

    private bool IsRanked(Prompt prompt) => IsRanked(prompt, settings);

    private IReadOnlyList<int> FirstOrder(Prompt prompt) => Placement.Draw(settings.Seed, prompt.Id, Ranked);

    private JudgeTemplate RatingTemplate(Prompt prompt) => prompt.IsTies ? settings.Prompts.Ties : settings.Prompts.Ratings;

    private async Task<PromptRewards> RankAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var first = FirstOrder(prompt);
        IReadOnlyList<int>[] orders = settings.BothOrders ? [first, [.. first.Reverse()]] : [first];
        var rankings = await Task.WhenAll(orders.Select(order => RankAsync(prompt, order, cancellationToken)));
        var rewards = Enumerable.Range(0, Ranked)
            .Select(position => (double)rankings.Count(ranking => ranking.Winner == position) / rankings.Length);
        return new PromptRewards([.. rewards]) { Judgements = [.. rankings.Select(ranking => ranking.Judgement)] };
    }

    private async Task<(int? Winner, JudgementRow Judgement)> RankAsync(
        Prompt prompt, IReadOnlyList<int> order, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (response, messages) = await _chat.AskAsync(
            settings.Prompts.Ranking, RankingTexts(prompt, order), settings.RankingTokens, cancellationToken);
        var verdict = Verdict.Read(response, settings.Reader, isRanking: true);
        var judgement = Keep(response, verdict, messages, started) with
        {
            Verdict = verdict.Value is { } letter ? $"{(char)('A' + letter)}" : null,
            ShownOrder = string.Join(',', order),
            Seed = settings.Seed,
        };
        return (verdict.Value is { } place ? order[place] : null, judgement);
    }

    private async Task<PromptRewards> RateAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var ratings = await Task.WhenAll(
            Enumerable.Range(0, prompt.Completions.Count).Select(position => RateAsync(prompt, position, cancellationToken)));
        return new PromptRewards([.. ratings.Select(rating => (double)rating.Rating)])
        {
            Judgements = [.. ratings.Select(rating => rating.Judgement)],
        };
    }

    private async Task<(int Rating, JudgementRow Judgement)> RateAsync(Prompt prompt, int position, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (response, messages) = await _chat.AskAsync(
            RatingTemplate(prompt), RatingTexts(prompt, position), settings.RatingTokens, cancellationToken);
        var verdict = Verdict.Read(response, settings.Reader, isRanking: false);
        var judgement = Keep(response, verdict, messages, started) with
        {
            Verdict = verdict.Value?.ToString(CultureInfo.InvariantCulture),
            CompletionPosition = position,
        };
        return (verdict.Value ?? Verdict.FailedRating, judgement);
    }

    private JudgementRow Keep(JudgeResponse response, Verdict verdict, string messages, long started) => new()
    {
        Request = Kept(messages, cutAtEnd: true),
        Text = Kept(client.HideSecrets(response.RawText), cutAtEnd: false),
        FinishReason = response.FinishReason is { } reason ? client.WithoutKey(ServerError.Shorten(reason, 100)) : null,
        Outcome = verdict.Outcome,
        Reason = verdict.Reason is { } why ? client.WithoutKey(why) : null,
        InputTokens = response.Usage?.Input,
        OutputTokens = response.Usage?.Output,
        Milliseconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1),
    };

    // Verdicts stand at the end, so that is what is kept of a long text; of a long request it is the beginning.
    private string Kept(string text, bool cutAtEnd)
    {
        var most = client.Meter.TryKeep(Math.Min(text.Length, client.Bounds.Kept), client.Bounds.KeptPerRun) ? client.Bounds.Kept : LeastKept;
        return text.Length <= most ? text
            : cutAtEnd ? $"{text[..most]}… ({text.Length - most:N0} more characters)"
            : $"({text.Length - most:N0} characters before) …{text[^most..]}";
    }

    private static Dictionary<string, string> RankingTexts(Prompt prompt, IReadOnlyList<int> order) => new(StringComparer.Ordinal)
    {
        ["prompt"] = prompt.Transcript,
        ["completion_a"] = prompt.Completions[order[0]].Text,
        ["completion_b"] = prompt.Completions[order[1]].Text,
        ["completion_c"] = prompt.Completions[order[2]].Text,
        ["completion_d"] = prompt.Completions[order[3]].Text,
    };

    private static Dictionary<string, string> RatingTexts(Prompt prompt, int position) => new(StringComparer.Ordinal)
    {
        ["prompt"] = prompt.Transcript,
        ["completion"] = prompt.Completions[position].Text,
    };
}
