using System.Globalization;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>How a verdict is read from a judge's answer; results under another reader are another measurement.</summary>
public abstract class VerdictReader
{
    /// <summary>The default: takes no vote from thoughts, lists of letters or answers that were cut off, and reads ratings however they are written.</summary>
    public static VerdictReader Ours { get; } = new OwnReader();

    /// <summary>Reads as the reference's <c>generative_v2.py</c> does.</summary>
    public static VerdictReader Reference { get; } = new ReferenceReader();

    /// <summary>Every reader there is, the default first.</summary>
    public static IReadOnlyList<VerdictReader> All { get; } = [Ours, Reference];

    /// <summary>The name in submissions and on protocol cards.</summary>
    public abstract string Name { get; }

    /// <summary>How it reads, in a phrase that forms and protocol cards show after the name.</summary>
    public abstract string Description { get; }

    /// <summary>A verdict counts even in an answer that was cut off or withheld.</summary>
    public virtual bool ReadsTornAnswers => false;

    /// <summary>The winner's position, from 0; <c>null</c> when there is none.</summary>
    public abstract int? ReadRanking(string content);

    /// <summary>A whole number from 1 to 10; <c>null</c> when there is none.</summary>
    public abstract int? ReadRating(string content);

    /// <summary>The reader of that name; <c>null</c> when there is none.</summary>
    public static VerdictReader? Find(string name) => All.FirstOrDefault(reader => reader.Name == name);

    /// <summary>The reader that a submission names; the default where it names none.</summary>
    /// <exception cref="FormatException">There is no such reader; the message names those that there are.</exception>
    public static VerdictReader Parse(string? name) => name is null
        ? Ours
        : Find(name) ?? throw new FormatException($"Choose one of {string.Join(", ", All.Select(reader => reader.Name))}.");

    private sealed class OwnReader : VerdictReader
    {
        public override string Name => "ours";

        public override string Description =>
            "takes no vote from thoughts, lists of letters or answers that were cut off; reads 8/10 as 8";

        public override int? ReadRanking(string content) => RankingParser.Read(JudgeThoughts.Remove(content));

        public override int? ReadRating(string content) => RatingParser.Read(JudgeThoughts.Remove(content));
    }
}

/// <summary>The reference's own reader, for results that are to be compared with published ones.</summary>
/// <remarks>
/// Source: <c>process_judgement</c> and <c>get_single_rating</c> in the reference's <c>generative_v2.py</c>. It looks at nothing but the
/// text: the letter nearest to A wins wherever it stands, <c>3/10</c> is 10 and <c>2.9</c> is 9.
/// </remarks>
public sealed partial class ReferenceReader : VerdictReader
{
    private const int LongestEnding = 1_000;

    public override string Name => "reference";

    public override string Description => "reads as the published code does, for comparison with published results";

    public override bool ReadsTornAnswers => true;

    public override int? ReadRanking(string content)
    {
        var place = Array.FindIndex(["[[A]]", "[[B]]", "[[C]]", "[[D]]"], mark => content.Contains(mark, StringComparison.Ordinal));
        return place < 0 ? null : place;
    }

    public override int? ReadRating(string content)
    {
        var text = content.Trim();
        var match = Rating().Match(text.Length > LongestEnding ? text[^LongestEnding..] : text);
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\b([1-9]|10)\b\s*$")]
    private static partial Regex Rating();
}
