using System.Data;
using Dapper;

namespace RewardBench2.Storage;

/// <summary>
/// Texts that both databases keep alike: PostgreSQL refuses NUL and halves of surrogate pairs, SQLite takes them and
/// gives back something else. Either is stored as U+FFFD.
/// </summary>
internal sealed class StoredText : SqlMapper.ITypeHandler
{
    private const char Replacement = '\uFFFD';

    public static void Register()
    {
        // Dapper asks a handler only for types it has no mapping of its own for.
        SqlMapper.RemoveTypeMap(typeof(string));
        SqlMapper.AddTypeHandler(typeof(string), new StoredText());
    }

    /// <summary>A value on its way into the database.</summary>
    public static object? Clean(object? value) => value is string text && IndexOfBad(text, 0) is >= 0 and var at ? Replace(text, at) : value;

    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = Clean(value) ?? DBNull.Value;
    }

    public object? Parse(Type destinationType, object value) => value as string ?? value?.ToString();

    private static string Replace(string text, int first) => string.Create(text.Length, (text, first), static (clean, source) =>
    {
        source.text.CopyTo(clean);
        for (var at = source.first; at >= 0; at = IndexOfBad(source.text, at + 1))
        {
            clean[at] = Replacement;
        }
    });

    private static int IndexOfBad(string text, int start)
    {
        // Nearly every text has none of either, which one pass finds out.
        for (var at = start; at < text.Length; at++)
        {
            var next = text.AsSpan(at).IndexOfAnyInRange('\uD800', '\uDFFF');
            var nul = text.AsSpan(at, next < 0 ? text.Length - at : next).IndexOf('\0');
            if (nul >= 0)
            {
                return at + nul;
            }

            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return at;
            }

            at++;
        }

        return -1;
    }
}
