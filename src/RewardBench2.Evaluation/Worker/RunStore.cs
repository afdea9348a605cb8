using System.Text.Json;
using RewardBench2.Benchmark;
using RewardBench2.Evaluation.Backends;
using RewardBench2.Evaluation.Outbound;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Evaluation.Scoring;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>What a run under evaluation reads and writes. Waits while the database is away; loses nothing.</summary>
internal sealed class RunStore(
    RunTable runs, RunLeases leases, PromptTable prompts, PromptScoreTable scores, FinalScores final, StorageRetry retry, TimeProvider clock)
{
    public StorageRetry Retry => retry;

    public TimeProvider Clock => clock;

    /// <summary>Reads the claimed run, its submission and its prompts.</summary>
    /// <exception cref="LeaseLostException">The run was deleted meanwhile.</exception>
    public async Task<LeasedRun> ReadAsync(RunLease lease, CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(lease.RunId, cancellationToken) ?? throw new LeaseLostException(lease.RunId);
        var rows = await prompts.ReadAllAsync(run.DatasetId, cancellationToken);
        return new LeasedRun(lease, run, SubmissionJson.Parse(run.Request), rows, new StorageStatus());
    }

    /// <summary>Beats until the work ends, and ends it when the lease is lost.</summary>
    /// <inheritdoc cref="RunLeaseKeeper.KeepAsync"/>
    public Task KeepLeaseAsync(RunLease lease, CancellationTokenSource work) => RunLeaseKeeper.KeepAsync(leases, lease, clock, work);

    /// <param name="cause">What the run's timeline says.</param>
    /// <exception cref="LeaseLostException">The run was cancelled, paused or taken over.</exception>
    public Task ChangeStateAsync(RunLease lease, RunTransition transition, string? reason, string cause, CancellationToken cancellationToken) =>
        leases.ChangeStateAsync(lease, transition, reason, cause, clock.GetUtcNow(), cancellationToken);

    /// <summary>What was scored before, by this worker or another.</summary>
    public Task<IReadOnlyList<PromptScore>> ReadScoresAsync(LeasedRun leased, CancellationToken cancellationToken) =>
        scores.ReadOfRunAsync(leased.RunId, cancellationToken);

    /// <summary>The prompts with their texts, in the order of the rows.</summary>
    public Task<IReadOnlyList<Prompt>> ReadWholeAsync(LeasedRun leased, IReadOnlyList<PromptRow> rows, CancellationToken cancellationToken) =>
        retry.DoAsync(() => prompts.ReadWholeAsync(rows, cancellationToken), leased.Storage.BeginAsync, cancellationToken);

    /// <summary>Stores scores, all or none.</summary>
    /// <param name="giveUpWaiting">Ends the waiting for a database that is away, but not a write that can be done.</param>
    public Task StoreAsync(LeasedRun leased, IReadOnlyList<NewPromptScore> scored, CancellationToken giveUpWaiting) =>
        retry.StoreAsync(() => scores.StoreAsync(leased.Lease, scored, CancellationToken.None), leased.Storage.BeginAsync, giveUpWaiting);

    /// <summary>Keeps what the checks found.</summary>
    public Task KeepChecksAsync(LeasedRun leased, ProtocolCard card, Checks.CheckReport report, RunMeterReading meter, CancellationToken cancellationToken) =>
        runs.KeepAsync(leased.Lease, Json(card), Json(report), Json(meter), cancellationToken);

    /// <summary>Keeps how the endpoint was driven, so that a restart goes on counting. While the database is away, nothing is kept.</summary>
    public async Task KeepMeterAsync(LeasedRun leased, RunMeterReading meter)
    {
        try
        {
            await runs.KeepAsync(leased.Lease, protocolCard: null, checkReport: null, Json(meter), CancellationToken.None);
        }
        catch (Exception failed) when (TransientError.Describe(failed) is not null)
        {
            // Kept with the next reading.
        }
    }

    /// <summary>Stores the final scores and ends the run.</summary>
    /// <param name="meter">How the endpoint was driven; <c>null</c> where there was none.</param>
    /// <param name="waits">Hears what the database waits for.</param>
    public Task FinishAsync(LeasedRun leased, RunMeterReading? meter, Func<string, Task> waits, CancellationToken cancellationToken) => retry.DoAsync(
        async () =>
        {
            await CompleteCardAsync(leased, meter, cancellationToken);
            var result = await final.ScoreAsync(leased.RunId, leased.Run.DatasetId, leased.Run.Benchmark, leased.Prompts, cancellationToken);
            await scores.FinishAsync(leased.Lease, result, clock.GetUtcNow(), cancellationToken);
        },
        waits,
        cancellationToken);

    // What the run taught is added to the card that was written before it.
    private async Task CompleteCardAsync(LeasedRun leased, RunMeterReading? meter, CancellationToken cancellationToken)
    {
        if (meter is not null && (await runs.FindAsync(leased.RunId, cancellationToken))?.ProtocolCard is { } written)
        {
            var card = JsonSerializer.Deserialize<ProtocolCard>(written, SubmissionJson.Options)! with { Truncated = meter.Truncated, Changes = meter.Changes };
            await runs.KeepAsync(leased.Lease, Json(card), checkReport: null, meter: null, cancellationToken);
        }
    }

    private static string Json<T>(T kept) => JsonSerializer.Serialize(kept, SubmissionJson.Options);
}
