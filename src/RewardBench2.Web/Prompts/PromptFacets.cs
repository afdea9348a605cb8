namespace RewardBench2.Web.Prompts;

/// <summary>What else a query could be narrowed by: values with how many prompts each would leave.</summary>
public sealed record PromptFacets(
    IReadOnlyList<FacetValue> Subsets,
    IReadOnlyList<FacetValue> Methods,
    IReadOnlyList<FacetValue> Constraints,
    IReadOnlyList<FacetValue> Categories,
    IReadOnlyList<FacetValue> Generators,
    IReadOnlyList<FacetValue> Filters);

/// <summary>A value of a facet.</summary>
/// <param name="Count">How many prompts the query would leave with this value in place of its own.</param>
public sealed record FacetValue(string Value, int Count);
