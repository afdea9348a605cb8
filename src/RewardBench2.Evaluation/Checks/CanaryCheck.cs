using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Backends.Servers;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Checks;

/// <summary>Asks a backend about the canaries, one after the other, and says what is wrong.</summary>
/// <param name="backend">Gives the rewards.</param>
/// <param name="clients">Whose exchanges are recorded; empty for a local model.</param>
/// <param name="protocol">Decides what can be seen, and the launch command.</param>
/// <param name="maxLength">Where conversations are cut on purpose, in tokens.</param>
public sealed class CanaryCheck(IRewardBackend backend, IReadOnlyList<EndpointClient> clients, BackendProtocol protocol, int maxLength)
{
    private readonly List<CanaryStep> _steps = [];
    private readonly List<IReadOnlyList<double>> _rewards = [];
    private readonly HashSet<string> _told = [];
    private int _unread;
    private bool _isInTrouble;

    /// <summary>How long the answer to one conversation may take, repetitions included. Defaults to no limit.</summary>
    public TimeSpan LongestAnswer { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Runs all checks. What cannot be checked any more is left out.</summary>
    public async Task<CanaryReport> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var prompt in CanaryConversations.Clear)
        {
            if (!await AskAsync(prompt, cancellationToken))
            {
                return Report() with { IsTransient = _isInTrouble };
            }
        }

        if (protocol.IsJudge)
        {
            _steps.Add(await RateAsync(cancellationToken));
        }

        _steps.Add(_unread == CanaryConversations.Clear.Count ? JudgeCanaryRules.NothingRead : CanaryRules.Order(_rewards, protocol));
        _steps.Add(CanaryRules.Scale(_rewards, protocol));
        _steps.Add(await RepeatAsync(cancellationToken));
        _steps.Add(await AskLengthyAsync(1_500, cancellationToken));
        _steps.Add(await AskLengthyAsync(3_000, cancellationToken));
        if (backend is RewardServerBackend server)
        {
            _steps.Add(await BosCheck.RunAsync(server, protocol, clients[0], cancellationToken));
        }

        return Report();
    }

    private async Task<bool> AskAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var (answer, exchanges, failure) = await RewardAsync(prompt, cancellationToken);
        if (answer is null)
        {
            _steps.Add(new CanaryStep(prompt.Text, CanaryOutcome.Failed, failure, exchanges));
            return false;
        }

        _rewards.Add(answer.Rewards);
        var unread = JudgeCanaryRules.FindUnread(prompt, answer, exchanges, _told);
        _unread += unread is null ? 0 : 1;
        _steps.Add(unread ?? new CanaryStep(prompt.Text, CanaryOutcome.Passed, "One finite number per answer.", exchanges) { Rewards = answer.Rewards });
        return true;
    }

    private async Task<CanaryStep> RateAsync(CancellationToken cancellationToken)
    {
        var (answer, exchanges, failure) = await RewardAsync(CanaryConversations.Tied, cancellationToken);
        return answer is null
            ? new CanaryStep(JudgeCanaryRules.RatingName, CanaryOutcome.Failed, failure, exchanges)
            : JudgeCanaryRules.Rating(answer, exchanges, _told);
    }

    private async Task<CanaryStep> RepeatAsync(CancellationToken cancellationToken)
    {
        var (answer, exchanges, failure) = await RewardAsync(CanaryConversations.Clear[0], cancellationToken);
        return answer is null
            ? new CanaryStep(CanaryRules.RepeatName, CanaryOutcome.Failed, failure, exchanges)
            : CanaryRules.Repeated(_rewards[0], answer.Rewards) with { Exchanges = exchanges };
    }

    private async Task<CanaryStep> AskLengthyAsync(int tokens, CancellationToken cancellationToken)
    {
        var (answer, exchanges, failure) = await RewardAsync(CanaryConversations.Lengthy(tokens), cancellationToken);
        return answer is null
            ? new CanaryStep(
                CanaryRules.LengthyName(tokens),
                CanaryOutcome.Warning,
                $"{failure} Prompts of this length will fail: have the server truncate conversations, or raise its maximum length.",
                exchanges)
            : CanaryRules.Lengthy(answer, tokens, maxLength) with { Exchanges = exchanges };
    }

    private async Task<(PromptRewards? Answer, IReadOnlyList<HttpExchange> Exchanges, string Failure)> RewardAsync(
        Prompt prompt, CancellationToken cancellationToken)
    {
        var recordings = clients.Select(client => client.Record()).ToList();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(LongestAnswer);
            var answer = await backend.RewardAsync(prompt, limit.Token);
            return (answer, Exchanges(recordings), "");
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RunStoppedException(
                $"A check conversation was not answered within {LongestAnswer.TotalSeconds:0.#} s. Resume when the server is faster.", canResume: true, late);
        }
        catch (Exception exception) when (exception is PromptFailedException or RunStoppedException { CanResume: false })
        {
            _isInTrouble = exception is PromptFailedException { IsTransient: true };
            return (null, Exchanges(recordings), exception.Message);
        }
        finally
        {
            recordings.ForEach(recording => recording.Dispose());
        }
    }

    private static IReadOnlyList<HttpExchange> Exchanges(List<ExchangeRecording> recordings) =>
        [.. recordings.SelectMany(recording => recording.Exchanges)];

    private CanaryReport Report()
    {
        var failed = _steps.Where(step => step.Outcome == CanaryOutcome.Failed).ToList();
        var warned = _steps.Where(step => step.Outcome == CanaryOutcome.Warning).ToList();
        return failed.Count > 0
            ? new CanaryReport
            {
                Verdict = CanaryVerdict.Failed,
                Reason = string.Join(' ', failed.Select(step => step.Reason).Distinct()),
                MayRunAnyway = failed.TrueForAll(step => step.MayRunAnyway),
                LaunchCommand = protocol.LaunchCommand,
                Steps = _steps,
            }
            : new CanaryReport
            {
                Verdict = warned.Count > 0 ? CanaryVerdict.Warnings : CanaryVerdict.ReadsWell,
                Reason = warned.Count > 0
                    ? string.Join(' ', warned.Select(step => step.Reason))
                    : protocol.IsJudge ? "The judge's verdicts can be read, favour good answers over bad ones and are repeatable."
                    : "The rewards are finite, higher for good answers than for bad ones, repeatable and raw.",
                Steps = _steps,
            };
    }
}
