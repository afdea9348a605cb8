using System.Data.Common;

namespace RewardBench2.Storage;

/// <summary>What a page catches to say that the database does not answer.</summary>
public static class StorageFailure
{
    /// <summary>Whether the database, or what stands before it, failed.</summary>
    public static bool Is(Exception failed) => failed is DbException or StorageException;
}
