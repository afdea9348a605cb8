using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace RewardBench2.Storage;

/// <summary>Stores moments as UTC: ISO 8601 text on SQLite, <c>TIMESTAMPTZ</c> on PostgreSQL.</summary>
internal sealed class UtcTimestamp : SqlMapper.TypeHandler<DateTimeOffset>
{
    public static void Register()
    {
        // Dapper asks a handler only for types it has no mapping of its own for.
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new UtcTimestamp());
    }

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
        parameter.Value = parameter is SqliteParameter
            ? value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
            : value.UtcDateTime;

    public override DateTimeOffset Parse(object value) => value switch
    {
        string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        DateTime moment => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
        DateTimeOffset moment => moment.ToUniversalTime(),
        _ => throw new InvalidCastException($"A {value.GetType().Name} is not a point in time."),
    };
}
