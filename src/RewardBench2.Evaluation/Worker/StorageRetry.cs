using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Waits while the database is full, locked, read-only or away: scores that were paid for are not dropped.</summary>
public sealed partial class StorageRetry
{
    private static readonly ResiliencePropertyKey<Func<string, Task>> Tell = new("tell");

    private readonly ResiliencePipeline _pipeline;

    public StorageRetry(TimeProvider clock, ILogger<StorageRetry> log) =>
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(2),
                ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Exception is { } failed && TransientError.Describe(failed) is not null),
                OnRetry = async retry =>
                {
                    var trouble = TransientError.Describe(retry.Outcome.Exception!)!;
                    Waiting(log, trouble);
                    await retry.Context.Properties.GetValue(Tell, _ => Task.CompletedTask)(Message(trouble));
                },
            })
            .Build();

    /// <summary>What people who watch a run read while it waits.</summary>
    /// <param name="trouble">As <see cref="TransientError.Describe"/> puts it.</param>
    public static string Message(string trouble) => $"Waiting: {trouble}. Nothing is lost; scoring continues once that is resolved.";

    /// <param name="work">Reads, or writes all or nothing.</param>
    /// <param name="tell">Hears what is the matter before each wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<T> DoAsync<T>(Func<Task<T>> work, Func<string, Task> tell, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Tell, tell);
        try
        {
            return await _pipeline.ExecuteAsync(async _ => await work(), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <inheritdoc cref="DoAsync{T}"/>
    public Task DoAsync(Func<Task> work, Func<string, Task> tell, CancellationToken cancellationToken) =>
        DoAsync<object?>(
            async () =>
            {
                await work();
                return null;
            },
            tell,
            cancellationToken);

    /// <param name="work">Writes, all or nothing.</param>
    /// <param name="tell">Hears what is the matter before each wait.</param>
    /// <param name="giveUpWaiting">Ends the waiting for a database that is away, but not a write that can be done.</param>
    public Task StoreAsync(Func<Task> work, Func<string, Task> tell, CancellationToken giveUpWaiting) =>
        giveUpWaiting.IsCancellationRequested ? work() : DoAsync(work, tell, giveUpWaiting);

    [LoggerMessage(LogLevel.Warning, "A run waits for its database: {Trouble}.")]
    private static partial void Waiting(ILogger log, string trouble);
}
