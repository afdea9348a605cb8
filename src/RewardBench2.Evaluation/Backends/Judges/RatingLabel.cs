using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>What the words before a number call it.</summary>
public enum RatingLabel
{
    /// <summary>Nothing in particular.</summary>
    None,

    /// <summary>The rating of the whole answer: <c>Rating: </c>, <c>Overall score = </c>.</summary>
    Rating,

    /// <summary>Something else: one side of the answer (<c>Accuracy: </c>), a count (<c>Faults: </c>).</summary>
    Another,

    /// <summary>How sure the judge is.</summary>
    Confidence,
}

/// <summary>Reads labels.</summary>
public static partial class RatingLabels
{
    // What may stand around "rating" without making it the rating of one side of the answer only.
    private static readonly HashSet<string> Neutral = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "and", "answer", "answers", "as", "assistant", "assign", "assigned", "be", "completion", "d", "final", "for", "from", "given", "hence", "here",
        "i", "is", "it", "its", "ll", "m", "max", "my", "of", "on", "out", "overall", "point", "points", "quality", "rating", "ratings", "response", "s", "say", "scale", "score", "scores", "so",
        "the", "then", "therefore", "this", "thus", "to", "total", "verdict", "whole", "with", "would", "your",
    };

    /// <summary>What a name by itself calls a number: the key of a JSON object, a tag.</summary>
    public static RatingLabel OfName(string name)
    {
        var words = Words().Matches(Joined().Replace(name, " ")).Select(word => word.Value).ToList();
        return words.Exists(word => Sureness().IsMatch(word)) ? RatingLabel.Confidence
            : words.Exists(word => RatingWord().IsMatch(word)) && words.TrueForAll(word => RatingWord().IsMatch(word) || Neutral.Contains(word)) ? RatingLabel.Rating
            : RatingLabel.Another;
    }

    /// <summary>What the text that ends where a number begins calls it.</summary>
    public static RatingLabel Before(string text)
    {
        if (Called().Match(text) is { Success: true } called)
        {
            return Sureness().IsMatch(called.Value) ? RatingLabel.Confidence
                : OfWhole(called.Groups["before"].Value) && OfWhole(called.Groups["after"].Value) ? RatingLabel.Rating
                : RatingLabel.Another;
        }

        var field = Field().Match(text);
        return !field.Success || OfWhole(field.Groups["name"].Value) ? RatingLabel.None
            : Sureness().IsMatch(field.Value) ? RatingLabel.Confidence
            : RatingLabel.Another;
    }

    private static bool OfWhole(string words) => Words().Matches(words).All(word => Neutral.Contains(word.Value));

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Words();

    [GeneratedRegex(@"[_-]|(?<=\p{Ll})(?=\p{Lu})")]
    private static partial Regex Joined();

    [GeneratedRegex(@"^(?:ratings?|scores?|grade|mark|verdict|overall|final|note|bewertung|puntuaci[oó]n|calificaci[oó]n|valutazione|voto|оценка|评分|得分|評価|点数)$", RegexOptions.IgnoreCase)]
    private static partial Regex RatingWord();

    [GeneratedRegex(@"\b(?:confiden|certain|sure\b|sureness|probab|likel|confian|sicherheit)", RegexOptions.IgnoreCase)]
    private static partial Regex Sureness();

    // "Rating (for style) is:", "score =", "| Overall |", "overall, I'd say:"; and "overall 8/10"
    [GeneratedRegex(
        @"(?<before>(?:\p{L}+['’]?[ \t]+|\p{L}['’])?)\b(?:ratings?|scores?|grade|mark|verdict|overall|final|bewertung|puntuaci[oó]n|оценка)\b(?:(?<after>[^\n\d:=|.!?]{0,40})(?:[:=|]|[ \t]+is)[ \t\n|]*|[ \t]*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Called();

    // "Accuracy: ", "- style = ", "| Brevity | ", "Confidence: high ("
    [GeneratedRegex(@"(?:^|[\n,;|{(.!?])[\s\p{P}\p{S}]*(?<name>\p{L}[^\n\d:=|,;.!?{}]{0,50})[ \t]*[:=|][^\n.!?:=|,;]{0,20}$")]
    private static partial Regex Field();
}
