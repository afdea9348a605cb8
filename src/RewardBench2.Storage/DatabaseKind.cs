namespace RewardBench2.Storage;

/// <summary>The databases the same SQL runs on.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
