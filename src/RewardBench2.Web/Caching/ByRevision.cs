namespace RewardBench2.Web.Caching;

/// <summary>
/// Keeps what was made of the database until its revision moves. Whoever asks for the same key meanwhile waits for the one
/// who makes it.
/// </summary>
/// <param name="mostKept">How many keys are kept; those that nobody asked for the longest go first. Defaults to 64.</param>
public sealed class ByRevision<TKey, TValue>(RevisionClock clock, int mostKept = 64)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private long _asked;

    /// <summary>What was made last, of whatever revision; the type's default before that.</summary>
    public TValue? Latest(TKey key)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(key, out var entry) ? entry.Latest : default;
        }
    }

    /// <param name="make">Makes the value at a revision, given the one before; <c>null</c> says that there is none, and is not kept.</param>
    public async Task<TValue> ReadAsync(TKey key, Func<long, TValue?, Task<TValue>> make, CancellationToken cancellationToken)
    {
        var revision = await clock.ReadAsync(cancellationToken);
        Entry? entry;
        bool isMine;
        lock (_lock)
        {
            isMine = !_entries.TryGetValue(key, out entry) || !entry.IsOf(revision);
            entry = isMine ? _entries[key] = new Entry(revision, before: Latest(key)) : entry!;
            entry.AskedAt = ++_asked;
            Trim();
        }

        if (!isMine)
        {
            return await entry.Making.Task.WaitAsync(cancellationToken);
        }

        var value = await entry.Making.CompleteAsync(() => make(revision, entry.Before));
        lock (_lock)
        {
            entry.Before = default;
            if (value is null && _entries.GetValueOrDefault(key) == entry)
            {
                _entries.Remove(key);
            }
        }

        return value;
    }

    private void Trim()
    {
        while (_entries.Count > mostKept)
        {
            _entries.Remove(_entries.MinBy(entry => entry.Value.AskedAt).Key);
        }
    }

    private sealed class Entry(long revision, TValue? before)
    {
        public TaskCompletionSource<TValue> Making { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The value before; let go of as soon as there is a newer one.</summary>
        public TValue? Before { get; set; } = before;

        public long AskedAt { get; set; }

        public TValue? Latest => Making.Task.IsCompletedSuccessfully ? Making.Task.Result : Before;

        public bool IsOf(long current) => revision == current && !Making.Task.IsFaulted;
    }
}
