using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets;

/// <summary>Writes a row's further columns as one JSON object in a form that does not depend on the file's format.</summary>
internal static class MetadataJson
{
    // Texts stay readable; the object is never put into a page without being encoded there.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Non-null fields in the order of their names; <c>null</c> where none is left.</summary>
    public static string? Serialize(object? value)
    {
        if (value is not IReadOnlyDictionary<string, object?> fields || fields.Values.All(field => field is null))
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, fields);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The columns that a format does not use itself.</summary>
    public static string? SerializeOthers(SourceRow row, IReadOnlyList<string> used) =>
        Serialize(row.Values.Where(column => !used.Contains(column.Key)).ToDictionary(column => column.Key, column => column.Value));

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case IReadOnlyList<object?> list:
                writer.WriteStartArray();
                foreach (var entry in list)
                {
                    Write(writer, entry);
                }

                writer.WriteEndArray();
                break;
            case IReadOnlyDictionary<string, object?> fields:
                writer.WriteStartObject();
                foreach (var (name, field) in fields.Where(field => field.Value is not null).OrderBy(field => field.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, field);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(FormattableString.Invariant($"{value}"));
                break;
        }
    }
}
