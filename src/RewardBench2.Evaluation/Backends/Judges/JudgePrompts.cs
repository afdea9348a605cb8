using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>The three templates of a judge's run: ranking, ratings, and the ratings that Ties always uses.</summary>
public sealed partial record JudgePrompts(JudgeTemplate Ranking, JudgeTemplate Ratings, JudgeTemplate Ties)
{
    private static readonly string[] Four = ["completion_a", "completion_b", "completion_c", "completion_d"];

    /// <summary>Our own wording, in the spirit of the reference's but not its text: results say so by the hash.</summary>
    public static JudgePrompts Ours { get; } = new(OurJudgeTemplates.Ranking, OurJudgeTemplates.Ratings, OurJudgeTemplates.Ties);

    /// <summary>All three are ours.</summary>
    public bool AreOurs => this == Ours;

    /// <summary>SHA-256 over those templates that a mode uses, in lower-case hex.</summary>
    public string HashFor(bool isRanking) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(
        isRanking ? Ranking.Hash + Ties.Hash : Ratings.Hash + Ties.Hash)));

    /// <summary>
    /// Reads a pasted template: the user message of the mode; or several parts, each after a line
    /// <c>=== system</c>, <c>=== ranking</c>, <c>=== ratings</c> or <c>=== ties</c>. Parts that are not there stay ours.
    /// </summary>
    /// <exception cref="FormatException">A placeholder is missing; the message says which.</exception>
    public static JudgePrompts Parse(string? pasted, bool isRanking)
    {
        if (string.IsNullOrWhiteSpace(pasted))
        {
            return Ours;
        }

        var parts = Split(pasted, isRanking);
        var system = parts.GetValueOrDefault("system");
        return new JudgePrompts(
            Part(parts, "ranking", system, ["prompt", .. Four]) ?? Ours.Ranking,
            Part(parts, "ratings", system, ["prompt", "completion"]) ?? Ours.Ratings,
            Part(parts, "ties", system, ["prompt", "completion"]) ?? Ours.Ties);
    }

    /// <summary>How often a placeholder stands in one part of a pasted template at most.</summary>
    public static int MostPlaceholders(string pasted) => Split(pasted, isRanking: true).Values.Max(JudgeTemplate.MostOften);

    private static Dictionary<string, string> Split(string pasted, bool isRanking)
    {
        // Before the first heading, and at the odd places after it, stands text; between them the headings' names.
        var pieces = Heading().Split(pasted.ReplaceLineEndings("\n"));
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!string.IsNullOrWhiteSpace(pieces[0]))
        {
            parts[isRanking ? "ranking" : "ratings"] = pieces[0].Trim('\n');
        }

        for (var heading = 1; heading + 1 < pieces.Length; heading += 2)
        {
            parts[pieces[heading]] = pieces[heading + 1].Trim('\n');
        }

        return parts;
    }

    private static JudgeTemplate? Part(Dictionary<string, string> parts, string name, string? system, string[] needed)
    {
        if (!parts.TryGetValue(name, out var text))
        {
            return null;
        }

        var template = new JudgeTemplate($"{name} pasted", system, text);
        var missing = needed.Where(placeholder => !template.Placeholders.Contains(placeholder)).ToList();
        return missing.Count == 0 ? template : throw new FormatException(
            $"The judge's template for {name} lacks {string.Join(", ", missing.Select(placeholder => $"{{{placeholder}}}"))}.");
    }

    [GeneratedRegex(@"^===[ \t]*(system|ranking|ratings|ties)[ \t]*\n", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
