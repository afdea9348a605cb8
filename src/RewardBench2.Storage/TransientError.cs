namespace RewardBench2.Storage;

/// <summary>Tells failures that pass (a full disk, a lock, a server that is away) from mistakes that do not.</summary>
public static class TransientError
{
    /// <returns>What is the matter, for operators and visitors alike; <c>null</c> when waiting will not help.</returns>
    public static string? Describe(Exception failed) => Sqlite.DescribeTransient(failed) ?? Postgres.DescribeTransient(failed);
}
