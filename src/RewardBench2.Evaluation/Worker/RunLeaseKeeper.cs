using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Worker;

/// <summary>Shows that a run's worker lives, and ends its work within half a second when the run is taken away.</summary>
internal static class RunLeaseKeeper
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(400);

    /// <summary>Beats until the work ends.</summary>
    /// <param name="work">Cancelled when the lease is lost.</param>
    /// <exception cref="LeaseLostException">The run was cancelled, paused or taken over.</exception>
    public static async Task KeepAsync(RunLeases leases, RunLease lease, TimeProvider clock, CancellationTokenSource work)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(work.Token))
            {
                if (!await IsLeasedAsync(leases, lease, work.Token))
                {
                    throw new LeaseLostException(lease.RunId);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
        catch
        {
            await work.CancelAsync();
            throw;
        }
    }

    // While the database is away nobody can take the run over either.
    private static async Task<bool> IsLeasedAsync(RunLeases leases, RunLease lease, CancellationToken cancellationToken)
    {
        try
        {
            return await leases.BeatAsync(lease, cancellationToken);
        }
        catch (Exception failed) when (TransientError.Describe(failed) is not null)
        {
            return true;
        }
    }
}
