using System.Globalization;
using System.Text.Json;
using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Backends;

/// <summary>Reads numbers from foreign JSON and says plainly what stood in their place.</summary>
public static class ResponseReader
{
    private static readonly string[] IndexNames = ["index", "document_index", "corpus_id"];

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

    /// <summary>The elements of a list, put into the request's order by their index.</summary>
    /// <param name="isSorted">Lists of this kind come best first, so that nothing can be told without an index.</param>
    /// <remarks>Servers call it <c>index</c>, <c>document_index</c> or <c>corpus_id</c>. Without any index, and unsorted, a list is taken in its own order.</remarks>
    public static IReadOnlyList<JsonElement> ByIndex(JsonElement element, int count, bool isSorted = false)
    {
        var list = List(element, count);
        var indexes = list.Select(Index).ToList();
        if (!isSorted && indexes.TrueForAll(index => index is null))
        {
            return list;
        }

        var ordered = new JsonElement?[count];
        foreach (var (one, index) in list.Zip(indexes))
        {
            if (index is null)
            {
                throw new UnreadableResponseException(
                    $"The server's response has no index beside a score, so whose score it is cannot be told: {ServerError.Shorten(one.ToString(), 120)}");
            }

            if (Position(index.Value) is not { } position || position < 0 || position >= count || ordered[position] is not null)
            {
                throw new UnreadableResponseException($"The server's response has a wrong or repeated index: {ServerError.Shorten(index.Value.ToString(), 40)}.");
            }

            ordered[position] = one;
        }

        return [.. ordered.OfType<JsonElement>()];
    }

    private static JsonElement? Index(JsonElement one) => one.ValueKind != JsonValueKind.Object ? null : IndexNames
        .Select(name => one.TryGetProperty(name, out var index) && index.ValueKind != JsonValueKind.Null ? index : (JsonElement?)null)
        .FirstOrDefault(index => index is not null);

    // 2, 2.0 and "2" are one index.
    private static int? Position(JsonElement index) =>
        index.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(index.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number == Math.Truncate(number) && number < int.MaxValue ? (int)number : null;

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
