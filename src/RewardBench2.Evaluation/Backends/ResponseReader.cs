using System.Text.Json;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends;

/// <summary>Reads numbers from foreign JSON and says plainly what stood in their place.</summary>
public static class ResponseReader
{
    /// <summary>A member that has to be there.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member)
            ? member
            : throw new UnreadableResponseException(
                $"The server's response contains no “{name}”: {ServerError.Shorten(element.ToString(), 120)}");

    /// <summary>The elements of a list of a known length.</summary>
    public static IReadOnlyList<JsonElement> List(JsonElement element, int count)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw new UnreadableResponseException(
                $"A list of {count} rewards was expected, but the server sent {Kind(element)}: {ServerError.Shorten(element.ToString(), 120)}");
        }

        var found = element.GetArrayLength();
        return found == count
            ? [.. element.EnumerateArray()]
            : throw new UnreadableResponseException($"The server sent {found} rewards for {count} completions.");
    }

    /// <summary>The elements of a list, put into the request's order by their <c>index</c> where they have one.</summary>
    public static IReadOnlyList<JsonElement> ByIndex(JsonElement element, int count)
    {
        var list = List(element, count);
        if (!list.All(one => one.ValueKind == JsonValueKind.Object && one.TryGetProperty("index", out _)))
        {
            return list;
        }

        var ordered = new JsonElement?[count];
        foreach (var one in list)
        {
            var index = one.GetProperty("index");
            if (index.ValueKind != JsonValueKind.Number || !index.TryGetInt32(out var position)
                || position < 0 || position >= count || ordered[position] is not null)
            {
                throw new UnreadableResponseException($"The server's response has a wrong or repeated index: {index}.");
            }

            ordered[position] = one;
        }

        return [.. ordered.OfType<JsonElement>()];
    }

    /// <summary>A finite number.</summary>
    public static double Number(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Number)
        {
            throw new UnreadableResponseException(
                $"A reward must be a number, but the server sent {Kind(element)}: {ServerError.Shorten(element.ToString(), 60)}");
        }

        return element.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new UnreadableResponseException($"The server sent {ServerError.Shorten(element.GetRawText(), 40)}, which is not a finite number.");
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.String => "a text",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };
}
