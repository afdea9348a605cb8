using System.Text.Json;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Reads the rating in an answer that is a JSON object, whatever stands around it without a digit.</summary>
internal static partial class RatingJson
{
    private const int LongestValue = 40;
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Whether the answer is an object with numbers.</summary>
    /// <param name="rating">Its rating; <c>null</c> when there is none, or more than one could be meant.</param>
    public static bool TryRead(string answer, out int? rating)
    {
        rating = null;
        var start = answer.IndexOf('{', StringComparison.Ordinal);
        var end = answer.LastIndexOf('}');
        if (start < 0 || end < start || Digit().IsMatch(answer.AsSpan(0, start)) || Digit().IsMatch(answer.AsSpan(end + 1)))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(answer.AsMemory(start..(end + 1)), Lenient);
            var numbers = Leaves(document.RootElement, RatingLabel.Rating).ToList();
            rating = Choose(numbers);
            return numbers.Count > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int? Choose(List<(RatingLabel Label, int? Value)> numbers)
    {
        var ratings = numbers.Where(number => number.Label == RatingLabel.Rating).Select(number => number.Value).Distinct().ToList();
        var others = numbers.Where(number => number.Label == RatingLabel.Another).ToList();
        return ratings is [var one] ? one : ratings.Count == 0 && others is [var only] ? only.Value : null;
    }

    // A number is called what every key above it calls it: "accuracy": { "score": 9 } is of the accuracy.
    private static IEnumerable<(RatingLabel Label, int? Value)> Leaves(JsonElement element, RatingLabel label) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Leaves(property.Value, Narrower(label, RatingLabels.OfName(property.Name)))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Leaves(item, label)),
        JsonValueKind.Number => [(label, RatingParser.ReadWords(element.GetRawText()))],
        JsonValueKind.String when element.GetString() is { Length: <= LongestValue } text && Digit().IsMatch(text) =>
            [(label, RatingParser.ReadWords(RatingMarkup.Clean(text)))],
        JsonValueKind.Null when label == RatingLabel.Rating => [(label, null)],
        _ => [],
    };

    private static RatingLabel Narrower(RatingLabel above, RatingLabel own) => (RatingLabel)Math.Max((int)above, (int)own);

    [GeneratedRegex(@"\p{Nd}")]
    private static partial Regex Digit();
}
