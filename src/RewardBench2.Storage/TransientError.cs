using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RewardBench2.Storage;

/// <summary>Tells trouble that passes (a full disk, a lock, a server that is away) from mistakes that do not.</summary>
public static class TransientError
{
    /// <summary>SQLite's code for a file that is not there.</summary>
    internal const int CannotOpen = 14;

    /// <returns>What is the matter, for operators and visitors alike; <c>null</c> when waiting will not help.</returns>
    public static string? Passing(Exception failed) => failed switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => "the database is locked by another process",
        SqliteException { SqliteErrorCode: 8 } => "the database is read-only",
        SqliteException { SqliteErrorCode: 10 } => "the disk does not answer",
        SqliteException { SqliteErrorCode: 13 } => "the disk is full",
        SqliteException { SqliteErrorCode: CannotOpen } => "the database is gone or cannot be opened",
        PostgresException { IsTransient: true } => "the database server asks to wait",
        PostgresException { SqlState: "25P03" } => "the database server gave this worker up while it seemed dead",
        PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "53100" or "25006" } => "the database server is stopping, full or read-only",
        PostgresException => null,
        NpgsqlException => "the database server cannot be reached",
        DbException { InnerException: SocketException } => "the database server cannot be reached",
        _ => null,
    };
}
