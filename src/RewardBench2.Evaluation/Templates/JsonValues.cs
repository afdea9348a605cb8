using System.Globalization;
using System.Numerics;
using System.Text.Json;
using RewardBench2.Evaluation.Templates.Jinja.Values;

namespace RewardBench2.Evaluation.Templates;

/// <summary>JSON as the values that a template reads, the way Python reads JSON.</summary>
internal static class JsonValues
{
    // Python reads no longer ones.
    private const int MostDigits = 4_300;

    /// <summary>An object's members by name.</summary>
    public static Dictionary<string, object?> Read(JsonElement element)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            values[member.Name] = Value(member.Value);
        }

        return values;
    }

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => PyNumber.True,
        JsonValueKind.False => PyNumber.False,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => Number(element.GetRawText()),
        JsonValueKind.Array => new PyList([.. element.EnumerateArray().Select(Value)]),
        _ => Dictionary(element),
    };

    private static object Number(string text) => text.Length > MostDigits
        ? throw new ChatTemplateException($"A number among the values has more than {MostDigits:N0} digits.")
        : text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0
        ? double.Parse(text, CultureInfo.InvariantCulture)
        : PyNumber.Normalized(BigInteger.Parse(text, CultureInfo.InvariantCulture));

    private static PyDict Dictionary(JsonElement element)
    {
        var dictionary = new PyDict();
        foreach (var member in element.EnumerateObject())
        {
            dictionary.Set(member.Name, Value(member.Value));
        }

        return dictionary;
    }
}
