using System.Text.Json;
using System.Threading.Channels;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Endpoints;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Runs;

/// <summary>One run being scored by this process: prompts go out, rewards come in, are stored, and are told.</summary>
internal sealed class RunEvaluation(
    RunLease lease,
    RunRow run,
    IRewardBackend backend,
    RunMeter? meter,
    IReadOnlyList<PromptRow> prompts,
    IReadOnlyList<PromptScore> stored,
    RunEvaluationServices services) : IAsyncDisposable
{
    /// <summary>At most ten messages a second and run.</summary>
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly RunScoreboard _scoreboard = new(run.DatasetKind, prompts, stored);
    private readonly RateMeter _rate = new(services.Clock);
    private readonly Queue<PromptRow> _waiting = new(InScoringOrder(prompts, stored));
    private long _announcedAt;

    /// <summary>Scores prompts until the run is over or its round is.</summary>
    /// <param name="isRoundOver">Asked before each prompt goes out; true lets those under way come in and then returns.</param>
    /// <param name="concurrency">How many prompts are under way at once.</param>
    /// <param name="cancellationToken">Stops requests; what has come in is still stored.</param>
    /// <returns>True when no prompt is left.</returns>
    /// <exception cref="LeaseLostException">The run was cancelled, paused or taken over.</exception>
    /// <exception cref="RunStoppedException">The backend says that nothing can be scored any more.</exception>
    public async Task<bool> ScoreAsync(Func<bool> isRoundOver, int concurrency, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var scores = Channel.CreateBounded<(PromptRow Row, NewPromptScore Score)>(capacity: 1024);
        var keepingHold = KeepHoldAsync(stopping);
        var storing = StoreAsync(scores.Reader, stopping, cancellationToken);
        try
        {
            await Parallel.ForEachAsync(
                NextAsync(isRoundOver, stopping.Token),
                new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = stopping.Token },
                async (prompt, token) => await scores.Writer.WriteAsync((prompt.Row, await RewardAsync(prompt, token)), token));
            scores.Writer.Complete();
            await storing;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A task beside this one ended the round; the awaits below tell why.
        }
        finally
        {
            scores.Writer.TryComplete();
            await stopping.CancelAsync();
            await AfterwardsAsync(storing);
            await AfterwardsAsync(keepingHold);
            await KeepMeterAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        await AnnounceAsync(RunState.Running, reason: null);
        return _waiting.Count == 0;
    }

    /// <summary>Stores the final scores; a run with failed prompts has none and fails, to be retried.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_scoreboard.PromptsFailed > 0)
        {
            throw new RunStoppedException(
                $"{_scoreboard.PromptsFailed} of {_scoreboard.PromptsTotal} prompts could not be scored. Retry to score just those.",
                canResume: false);
        }

        await CompleteCardAsync(cancellationToken);
        var result = await services.Scoring.ScoreAsync(run.RunId, run.DatasetId, run.DatasetKind, prompts, cancellationToken);
        await services.Patience.WriteAsync(
            () => services.Scores.FinishAsync(lease, result, services.Clock.GetUtcNow(), cancellationToken),
            trouble => AnnounceAsync(RunState.Running, trouble),
            cancellationToken);
        if (await services.Reader.ReadAsync(run.RunId, cancellationToken) is { } final)
        {
            await services.Announcer.AnnounceAsync(final);
        }
    }

    /// <summary>Tells where the run stands.</summary>
    public Task AnnounceAsync(string state, string? reason)
    {
        _announcedAt = services.Clock.GetTimestamp();
        var reading = meter?.Read();
        var left = _scoreboard.PromptsTotal - _scoreboard.PromptsScored - _scoreboard.PromptsFailed;
        return services.Announcer.AnnounceAsync(_scoreboard.Into(new RunProgress
        {
            RunId = run.RunId,
            Model = run.Model,
            Dataset = run.Dataset,
            State = state,
            Reason = reason,
            PromptsScored = 0,
            PromptsTotal = 0,
            PromptsFailed = 0,
            CompletionsPerSecond = RunState.IsActive(state) ? _rate.CompletionsPerSecond : 0,
            EtaSeconds = state == RunState.Running ? _rate.SecondsFor(left) : null,
            Retries = reading?.Retries ?? 0,
            Subsets = [],
            Average = null,
            Requests = reading is null ? null : new RequestProgress(
                reading.Requests, reading.Concurrency, reading.TooManyRequests, reading.InputTokens, reading.OutputTokens, reading.Cost, reading.Truncated),
            LastErrors = reading?.LastErrors ?? [],
            At = services.Clock.GetUtcNow(),
            IsPrivate = run.IsPrivate,
        }));
    }

    public ValueTask DisposeAsync() => backend.DisposeAsync();

    // Prompts are taken from all subsets alike, so that every running score narrows from the start. The order depends on
    // nothing but the dataset: a run that goes on after a restart takes the same one.
    private static IEnumerable<PromptRow> InScoringOrder(IReadOnlyList<PromptRow> prompts, IReadOnlyList<PromptScore> stored)
    {
        var done = stored.Select(score => score.PromptId).ToHashSet();
        return prompts
            .GroupBy(prompt => prompt.Subset)
            .SelectMany(subset => subset.Select((prompt, index) => (prompt, share: (index + 0.5) / subset.Count())))
            .OrderBy(entry => entry.share)
            .Select(entry => entry.prompt)
            .Where(prompt => !done.Contains(prompt.PromptId));
    }

    private async IAsyncEnumerable<(PromptRow Row, Prompt Prompt)> NextAsync(
        Func<bool> isRoundOver, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (_waiting.Count > 0)
        {
            var block = _waiting.Take(64).ToList();
            var whole = await services.Prompts.ReadWholeAsync(block, cancellationToken);
            for (var i = 0; i < block.Count; i++)
            {
                if (isRoundOver())
                {
                    yield break;
                }

                yield return (_waiting.Dequeue(), whole[i]);
            }
        }
    }

    private async Task<NewPromptScore> RewardAsync((PromptRow Row, Prompt Prompt) prompt, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await backend.RewardAsync(prompt.Prompt, cancellationToken);
            var rewards = answer.Rewards;
            if (rewards.Count != prompt.Row.CompletionCount || !rewards.All(double.IsFinite))
            {
                throw new PromptFailedException(
                    $"Expected {prompt.Row.CompletionCount} finite rewards, one per completion; got {rewards.Count}: {string.Join(", ", rewards.Take(5))}.");
            }

            return new NewPromptScore(prompt.Row.PromptId, rewards, RunResults.ResultOf(run.DatasetKind, prompt.Prompt, rewards))
            {
                Judgements = [.. answer.Judgements.Select(ToRow)],
            };
        }
        catch (PromptFailedException failed)
        {
            return new NewPromptScore(prompt.Row.PromptId, [], Result: null, failed.Message);
        }
    }

    // Whatever has come in is stored at once, in one transaction: under load that is many prompts, otherwise each alone.
    private async Task StoreAsync(
        ChannelReader<(PromptRow Row, NewPromptScore Score)> scores, CancellationTokenSource stopping, CancellationToken giveUpWaiting)
    {
        try
        {
            var batch = new List<(PromptRow Row, NewPromptScore Score)>();
            while (await scores.WaitToReadAsync(CancellationToken.None))
            {
                batch.Clear();
                while (batch.Count < 512 && scores.TryRead(out var score))
                {
                    batch.Add(score);
                }

                await StoreAsync([.. batch.Select(entry => entry.Score)], giveUpWaiting);
                foreach (var (row, score) in batch)
                {
                    _scoreboard.Add(row.Id, row.Subset, row.ChosenCount, score.Rewards, score.Result, score.Error);
                    _rate.Count(row.CompletionCount, prompts: 1);
                }

                if (services.Clock.GetElapsedTime(_announcedAt) >= ProgressInterval)
                {
                    await AnnounceAsync(RunState.Running, reason: null);
                }
            }
        }
        catch
        {
            await stopping.CancelAsync();
            throw;
        }
    }

    // A stop of the site ends the waiting for a database that is away, but not a write that can be done.
    private Task StoreAsync(IReadOnlyCollection<NewPromptScore> batch, CancellationToken giveUpWaiting) =>
        giveUpWaiting.IsCancellationRequested
            ? services.Scores.StoreAsync(lease, batch, CancellationToken.None)
            : services.Patience.WriteAsync(
                () => services.Scores.StoreAsync(lease, batch, CancellationToken.None),
                trouble => AnnounceAsync(RunState.Running, trouble),
                giveUpWaiting);

    private async Task KeepHoldAsync(CancellationTokenSource stopping)
    {
        using var timer = new PeriodicTimer(ProgressInterval, services.Clock);
        var told = 0;
        try
        {
            for (var tick = 1; await timer.WaitForNextTickAsync(stopping.Token); tick++)
            {
                if (tick % 4 == 0 && !await IsHeldAsync(stopping.Token))
                {
                    throw new LeaseLostException(lease.RunId);
                }

                if (tick % 20 == 0)
                {
                    await KeepMeterAsync();
                }

                // The last prompts of a burst fall into a pause between two messages: tell them with the next tick.
                if (_scoreboard.PromptsScored + _scoreboard.PromptsFailed != told || (meter is not null && tick % 10 == 0))
                {
                    told = _scoreboard.PromptsScored + _scoreboard.PromptsFailed;
                    await AnnounceAsync(RunState.Running, reason: null);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
        catch
        {
            await stopping.CancelAsync();
            throw;
        }
    }

    // While the database is away nobody can take the run over either.
    private async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await services.Leases.BeatAsync(lease, cancellationToken);
        }
        catch (Exception failed) when (StorageTrouble.Passing(failed) is not null)
        {
            return true;
        }
    }

    private async Task KeepMeterAsync()
    {
        if (meter is null)
        {
            return;
        }

        try
        {
            var reading = JsonSerializer.Serialize(meter.Read(), SubmissionJson.Options);
            await services.Runs.KeepAsync(lease, protocolCard: null, checkReport: null, reading, CancellationToken.None);
        }
        catch (Exception failed) when (StorageTrouble.Passing(failed) is not null)
        {
            // Kept with the next tick.
        }
    }

    // What the run taught is added to the card that was written before it.
    private async Task CompleteCardAsync(CancellationToken cancellationToken)
    {
        if (meter?.Read() is { } reading && (await services.Runs.FindAsync(run.RunId, cancellationToken))?.ProtocolCard is { } written)
        {
            var card = JsonSerializer.Deserialize<ProtocolCard>(written, SubmissionJson.Options)! with { Truncated = reading.Truncated, Changes = reading.Changes };
            await services.Runs.KeepAsync(lease, JsonSerializer.Serialize(card, SubmissionJson.Options), checkReport: null, meter: null, cancellationToken);
        }
    }

    private static JudgementRow ToRow(Judgement said) => new()
    {
        CompletionPosition = said.CompletionPosition,
        ShownOrder = said.Order,
        Seed = said.Seed,
        Request = said.Request,
        Text = said.Text,
        FinishReason = said.FinishReason,
        Outcome = said.Outcome,
        Verdict = said.Verdict,
        InputTokens = said.InputTokens,
        OutputTokens = said.OutputTokens,
        Milliseconds = said.Milliseconds,
    };

    private static async Task AfterwardsAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // Ended with the round.
        }
    }
}
