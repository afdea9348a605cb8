using System.Globalization;
using System.Text.RegularExpressions;
using RewardBench2.Benchmark.Rules;

namespace RewardBench2.Benchmark.Definitions;

/// <summary>What a definition must be beside well-formed.</summary>
internal static partial class DefinitionRules
{
    private const int LongestName = 60;
    private const int LongestText = 2_000;
    private const int MostSubsets = 200;
    private const int MostMeasures = 20;

    /// <summary>Every fault as a sentence that says what to change; none when the definition can be used.</summary>
    public static IReadOnlyList<string> Faults(DefinitionJson json) =>
    [
        .. OfTexts(json), .. OfSubsets(json), .. OfSections(json), .. OfWeights(json), .. OfMeasures(json), .. OfScoreNames(json),
    ];

    private static IEnumerable<string> OfTexts(DefinitionJson json)
    {
        if (json.Name is not { Length: > 0 and <= LongestName } name || !PlainName().IsMatch(name))
        {
            yield return $"The name must be lower-case letters, digits and hyphens, at most {LongestName} of them, such as rm-bench.";
        }

        if (!IsText(json.Title, LongestName))
        {
            yield return $"The title must have 1 to {LongestName} characters.";
        }

        if (new[] { json.Description, json.Citation, json.License }.Any(text => text?.Length > LongestText))
        {
            yield return $"Description, citation and license have at most {Numbers.Count(LongestText)} characters each.";
        }

        if (json.Link is { } link
            && (link.Length > LongestText || !Uri.TryCreate(link, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
        {
            yield return "The link must be an address that begins with https:// or http://.";
        }
    }

    private static IEnumerable<string> OfSubsets(DefinitionJson json)
    {
        if (json.Subsets is not { Count: > 0 and <= MostSubsets } subsets)
        {
            yield return $"A benchmark has 1 to {MostSubsets} subsets.";
            yield break;
        }

        foreach (var (at, subset) in subsets.Index())
        {
            foreach (var fault in Faults(subset, json.Rule))
            {
                yield return $"Subset {(IsText(subset?.Name, LongestName) ? $"'{subset!.Name}'" : Numbers.Count(at + 1))}: {fault}";
            }
        }

        foreach (var name in Repeated(subsets.SelectMany(subset => (subset?.Aliases ?? []).Append(subset?.Name))))
        {
            yield return $"'{name}' names two subsets; names and aliases must differ.";
        }
    }

    private static IEnumerable<string> Faults(SubsetJson? subset, ScoringRule? common)
    {
        if (!IsText(subset?.Name, LongestName))
        {
            yield return $"its name must have 1 to {LongestName} characters.";
        }

        if ((subset?.Rule ?? common) is not { } rule)
        {
            yield return "it needs a rule, its own or one of the benchmark.";
        }
        else if (rule.Fault() is { } fault)
        {
            yield return $"{fault}.";
        }

        if (subset?.Prompts < 1)
        {
            yield return "prompts must be 1 or more.";
        }

        if (subset?.Weight is { } weight && !IsWeight(weight))
        {
            yield return "its weight must be above 0.";
        }

        if (subset?.Aliases?.Any(alias => !IsText(alias, LongestText)) is true || subset?.Aliases?.Count > MostSubsets)
        {
            yield return "aliases must be texts that are not empty.";
        }
    }

    private static IEnumerable<string> OfSections(DefinitionJson json)
    {
        if (json.Sections is not { Count: > 0 } sections)
        {
            yield break;
        }

        foreach (var section in sections)
        {
            if (!IsText(section?.Name, LongestName) || section!.Subsets is not { Count: > 0 } || (section.Weight is { } weight && !IsWeight(weight)))
            {
                yield return "A section needs a name, at least one subset and, where it has a weight, one above 0.";
            }
        }

        var known = (json.Subsets ?? []).Select(subset => subset?.Name).ToHashSet(StringComparer.Ordinal);
        string?[] used = [.. sections.SelectMany(section => section?.Subsets ?? [])];
        foreach (var name in used.Distinct().Where(name => !known.Contains(name)))
        {
            yield return $"A section names the subset '{name}', which the benchmark does not have.";
        }

        foreach (var name in Repeated(used))
        {
            yield return $"The subset '{name}' is in two sections; the weights would not add up.";
        }

        foreach (var name in known.Except(used))
        {
            yield return $"The subset '{name}' is in no section; the weights would not add up.";
        }
    }

    // Weights are relative. Where all that are averaged together are below 1 they are meant as shares, and shares add up to 1.
    private static IEnumerable<string> OfWeights(DefinitionJson json)
    {
        IReadOnlyList<SectionJson?> sections = json.Sections ?? [];
        (string Of, double?[] Weights)[] averages =
        [
            ("sections", [.. sections.Select(section => section?.Weight)]),
            .. sections.Count == 0
                ? [("subsets", WeightsOf(subset => true))]
                : sections.Select(section => ($"subsets of {section?.Name}", WeightsOf(subset => section?.Subsets?.Contains(subset) is true))),
        ];
        return averages
            .Where(average => average.Weights.Length > 0 && average.Weights.All(weight => weight is > 0 and < 1))
            .Select(average => (average.Of, Sum: average.Weights.Sum()!.Value))
            .Where(average => Math.Abs(average.Sum - 1) > 1e-6)
            .Select(average => string.Create(
                CultureInfo.InvariantCulture,
                $"The weights of the {average.Of} are shares that add up to {average.Sum:0.######}, not to 1; correct them, or write relative weights of 1 and more."));

        double?[] WeightsOf(Func<string?, bool> isWanted) =>
            [.. (json.Subsets ?? []).Where(subset => isWanted(subset?.Name)).Select(subset => subset?.Weight)];
    }

    private static IEnumerable<string> OfMeasures(DefinitionJson json)
    {
        if (json.Measures?.Count > MostMeasures)
        {
            yield return $"A benchmark has at most {MostMeasures} further measures.";
        }

        foreach (var measure in json.Measures ?? [])
        {
            if (!IsText(measure?.Name, LongestName))
            {
                yield return $"A measure's name must have 1 to {LongestName} characters.";
            }
            else if (measure!.Rule is not PromptRule rule)
            {
                yield return $"The measure '{measure.Name}' needs a rule that scores single prompts.";
            }
            else if (rule.Fault() is { } fault)
            {
                yield return $"The measure '{measure.Name}': {fault}.";
            }
        }
    }

    // Scores are kept by name, so no two may share one; a section that is one subset may have that subset's name.
    private static IEnumerable<string> OfScoreNames(DefinitionJson json) =>
        Repeated(
        [
            .. (json.Subsets ?? []).Select(subset => subset?.Name).Distinct(),
            .. (json.Sections ?? []).Where(section => section?.Subsets is not [var only] || only != section.Name).Select(section => section?.Name),
            .. (json.Measures ?? []).Select(measure => measure?.Name),
            Subsets.Average,
        ])
        .Select(name => $"'{name}' names two scores; the average, subsets, sections and measures must have names of their own.");

    private static IEnumerable<string> Repeated(IEnumerable<string?> names) => names
        .OfType<string>()
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(name => name.Count() > 1)
        .Select(name => name.Key);

    private static bool IsText(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest;

    private static bool IsWeight(double weight) => double.IsFinite(weight) && weight > 0;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex PlainName();
}
