using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>What a judge is told: part of the protocol, so it has a version and a hash.</summary>
/// <param name="Name">Such as <c>ranking v1</c>, or <c>pasted</c>.</param>
/// <param name="System">The system message; <c>null</c> for none.</param>
/// <param name="User">The user message with its placeholders.</param>
public sealed partial record JudgeTemplate(string Name, string? System, string User)
{
    // Names that judge prompts elsewhere use for the same things.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["question"] = "prompt",
        ["instruction"] = "prompt",
        ["answer"] = "completion",
        ["response"] = "completion",
        ["answer_a"] = "completion_a",
        ["answer_b"] = "completion_b",
        ["answer_c"] = "completion_c",
        ["answer_d"] = "completion_d",
    };

    /// <summary>SHA-256 of both messages, in lower-case hex.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{System}\n\0\n{User}")));

    /// <summary>The names of the placeholders in the user message, aliases resolved.</summary>
    public IReadOnlySet<string> Placeholders => Placeholder().Matches(User).Select(match => Resolve(match.Groups[1].Value)).ToHashSet();

    /// <summary>The user message with its placeholders filled. What is filled in is not searched for placeholders again.</summary>
    /// <param name="most">The longest message, in characters.</param>
    /// <exception cref="PromptFailedException">It would be longer; nothing is made then.</exception>
    public string Fill(IReadOnlyDictionary<string, string> texts, int most)
    {
        var length = Placeholder().Matches(User).Aggregate((long)User.Length, (sum, match) => sum + (Find(match)?.Length ?? match.Length) - match.Length);
        return length <= most ? Placeholder().Replace(User, match => Find(match) ?? match.Value) : throw new PromptFailedException(
            $"The judge's template makes a message of {length:N0} characters of this prompt, and at most {most:N0} are sent. Let each text stand in it once.");

        string? Find(Match match) => texts.GetValueOrDefault(Resolve(match.Groups[1].Value));
    }

    /// <summary>How often the placeholder stands there that stands there most.</summary>
    public static int MostOften(string template) => Placeholder().Matches(template)
        .CountBy(match => Resolve(match.Groups[1].Value))
        .Select(placeholder => placeholder.Value)
        .DefaultIfEmpty()
        .Max();

    private static string Resolve(string name) => Aliases.GetValueOrDefault(name, name);

    [GeneratedRegex(@"\{(prompt|question|instruction|completion|answer|response|(?:completion|answer)_[a-d])\}")]
    private static partial Regex Placeholder();
}
