namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>Reads the rating in an answer: a whole number from 1 to 10, or nothing where that is in doubt.</summary>
/// <remarks>
/// <para>A rating is <em>stated</em> where it is labelled as one (<c>Rating: 8</c>, <c>"score": 8</c>), boxed (<c>[[8]]</c>,
/// <c>\boxed{8}</c>), or ends the text as <c>8/10</c>, on a line of its own or after a word such as "rate". The last stated rating counts.</para>
/// <para>A number is only <em>mentioned</em> where it ends the text in some other way, or stands as <c>8/10</c> or on a line of its own
/// further up. Mentioned numbers count where nothing is stated, and only if they agree.</para>
/// <para>What is labelled as something else (<c>Accuracy: 9/10</c>) is no rating beside others, and confidence never is. A decimal, a
/// number out of range, <c>3/5</c>, <c>80%</c> and "7 or 8" are not ratings, and are not taken for a part of themselves.</para>
/// </remarks>
public static class RatingParser
{
    public const int Lowest = 1;
    public const int Highest = 10;

    private const int CharactersRead = 20_000;

    /// <summary>The rating; <c>null</c> when there is none, or more than one could be meant.</summary>
    public static int? Read(string answer)
    {
        var end = answer.Length > CharactersRead ? answer[^CharactersRead..] : answer;
        return RatingJson.TryRead(end, out var rating) ? rating : ReadWords(RatingMarkup.Clean(end));
    }

    /// <summary>The rating in plain text.</summary>
    internal static int? ReadWords(string text)
    {
        var numbers = RatingNumber.Find(text);
        var ending = numbers.Count > 0 && numbers[^1] is { EndsText: true, IsOfAnother: false } last ? last : null;
        if (numbers.LastOrDefault(number => number.IsStated) is { } stated)
        {
            // "Rating: 6. A perfect answer would earn 10": the number at the end may be the rating or not.
            return ending is null || ending.Value == stated.Value ? stated.Value : null;
        }

        var mentioned = numbers.Where(number => number.Label == RatingLabel.None && (number.EndsText || number.IsMentioned)).Select(number => number.Value).Distinct().ToList();
        var ofAnother = numbers.Where(number => number.Label == RatingLabel.Another).ToList();
        return mentioned.Count > 0
            ? mentioned is [var agreed] ? agreed : null
            : ofAnother is [{ EndsText: true } or { IsMentioned: true }] ? ofAnother[0].Value : null;
    }
}
