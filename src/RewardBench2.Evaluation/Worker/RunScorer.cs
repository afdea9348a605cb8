using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Progress;
using RewardBench2.Evaluation.Scoring;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>One run being scored by this process: prompts go out, rewards come in, are stored and announced.</summary>
internal sealed class RunScorer(
    LeasedRun leased,
    IRewardBackend backend,
    IEnumerable<PromptRow> unscored,
    RunProgressReporter reporter,
    int promptsAtOnce,
    RunStore store,
    RunAnnouncer announcer) : IAsyncDisposable
{
    /// <summary>Prompts read at once, with their completions.</summary>
    private const int PromptsRead = 64;

    private readonly Queue<PromptRow> _waiting = new(unscored);
    private readonly FailureStreak _streak = new();

    public LeasedRun Leased => leased;

    /// <summary>Scores prompts until the run is over or its round is.</summary>
    /// <param name="isRoundOver">Asked before each prompt goes out; true lets those under way come in and then returns.</param>
    /// <param name="cancellationToken">Stops requests; what has come in is still stored.</param>
    /// <returns>True when no prompt is left.</returns>
    /// <exception cref="LeaseLostException">The run was cancelled, paused or taken over.</exception>
    /// <exception cref="RunStoppedException">The backend says that nothing can be scored any more.</exception>
    public async Task<bool> ScoreAsync(Func<bool> isRoundOver, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var scores = Channel.CreateBounded<(PromptRow Row, NewPromptScore Score)>(capacity: 1024);
        Task[] beside =
        [
            StoreAsync(scores.Reader, stopping, cancellationToken),
            store.KeepLeaseAsync(leased.Lease, stopping),
            reporter.KeepAnnouncingAsync(stopping.Token),
        ];
        try
        {
            await reporter.AnnounceAsync();
            await Parallel.ForEachAsync(
                NextAsync(isRoundOver, stopping.Token),
                new ParallelOptions { MaxDegreeOfParallelism = promptsAtOnce, CancellationToken = stopping.Token },
                async (prompt, token) => await scores.Writer.WriteAsync((prompt.Row, await RewardAsync(prompt, token)), token));
            scores.Writer.Complete();
            await beside[0];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A task beside this one ended the round; the awaits below tell why.
        }
        finally
        {
            scores.Writer.TryComplete();
            await stopping.CancelAsync();
            await Task.WhenAll(beside);
            await reporter.KeepMeterAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        await reporter.AnnounceAsync();
        return _waiting.Count == 0;
    }

    /// <summary>Stores the final scores; a run with failed prompts has none and fails, to be retried.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (reporter.Scores is { PromptsFailed: > 0 } scores)
        {
            throw new RunStoppedException(
                $"{scores.PromptsFailed} of {scores.PromptsTotal} prompts could not be scored. Retry to score just those.",
                canResume: false);
        }

        await store.FinishAsync(leased, reporter.Meter?.Read(), reporter.WaitsAsync, cancellationToken);
        await store.Retry.DoAsync(() => announcer.AnnounceAsync(leased.RunId, cancellationToken), reporter.WaitsAsync, cancellationToken);
    }

    public ValueTask DisposeAsync() => backend.DisposeAsync();

    // The next block is read while this one is scored, so that requests never wait for the database.
    private async IAsyncEnumerable<(PromptRow Row, Prompt Prompt)> NextAsync(
        Func<bool> isRoundOver, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = ReadAsync([.. _waiting.Take(PromptsRead)], cancellationToken);
        try
        {
            while (_waiting.Count > 0)
            {
                var block = await next;
                next = ReadAsync([.. _waiting.Skip(block.Count).Take(PromptsRead)], cancellationToken);
                foreach (var prompt in block)
                {
                    if (isRoundOver())
                    {
                        yield break;
                    }

                    _waiting.Dequeue();
                    yield return prompt;
                }
            }
        }
        finally
        {
            await Task.WhenAny(next);
        }
    }

    private Task<IReadOnlyList<(PromptRow Row, Prompt Prompt)>> ReadAsync(IReadOnlyList<PromptRow> rows, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<(PromptRow, Prompt)>>(
            async () => [.. rows.Zip(await store.ReadWholeAsync(leased, rows, cancellationToken))],
            cancellationToken);

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

            _streak.End();
            return new NewPromptScore(prompt.Row.PromptId, rewards, BenchmarkScores.ResultOf(leased.Run.Benchmark, prompt.Prompt, rewards))
            {
                Judgements = answer.Judgements,
            };
        }
        catch (PromptFailedException failed)
        {
            _streak.Count(failed);
            return new NewPromptScore(prompt.Row.PromptId, [], Result: null, failed.Message);
        }
    }

    // A stop of the site ends the waiting for a database that is away, but not a write that can be done.
    private async Task StoreAsync(
        ChannelReader<(PromptRow Row, NewPromptScore Score)> scores, CancellationTokenSource stopping, CancellationToken giveUpWaiting)
    {
        try
        {
            await foreach (var batch in Batches.OfAsync(scores))
            {
                await store.StoreAsync(leased, [.. batch.Select(entry => entry.Score)], giveUpWaiting);
                reporter.Stored(batch);
            }
        }
        catch
        {
            await stopping.CancelAsync();
            throw;
        }
    }
}
