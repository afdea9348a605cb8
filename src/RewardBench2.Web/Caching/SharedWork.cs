namespace RewardBench2.Web.Caching;

/// <summary>Work that one caller does and others wait for.</summary>
internal static class SharedWork
{
    /// <summary>
    /// Does the work here, where what the database answers at once is returned at once (a page is then drawn without a
    /// moment of "Loading"), and hands its outcome to everyone who waits. A failure is theirs too; the next caller tries again.
    /// </summary>
    public static async Task<T> CompleteAsync<T>(this TaskCompletionSource<T> shared, Func<Task<T>> work)
    {
        try
        {
            var value = await work();
            shared.SetResult(value);
            return value;
        }
        catch (Exception failed)
        {
            shared.SetException(failed);
            _ = shared.Task.Exception; // seen, even when nobody waits
            throw;
        }
    }
}
