namespace RewardBench2.Storage;

/// <summary>The database cannot be used, or refuses what was asked. The message says why and what to do, in one line.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
