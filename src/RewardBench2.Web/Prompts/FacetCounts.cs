using RewardBench2.Benchmark;

namespace RewardBench2.Web.Prompts;

/// <summary>
/// Counts, in one pass, how many prompts each value of each facet would leave: a prompt that fails just one condition
/// counts for that condition's facet, one that meets all counts everywhere.
/// </summary>
internal sealed class FacetCounts
{
    private const int Facets = 6;

    private readonly Dictionary<string, int>[] _counts = [.. Enumerable.Range(0, Facets).Select(_ => new Dictionary<string, int>())];

    /// <returns>Whether the prompt meets every condition of the query.</returns>
    public bool Count(PromptQuery query, ExplorerSnapshot snapshot, int at, ExplorerModel? a, ExplorerModel? b)
    {
        var prompt = snapshot.Prompts[at];
        ReadOnlySpan<bool> meets =
        [
            query.Subset is null || prompt.Subset == query.Subset,
            query.Method is null || prompt.Method == query.Method,
            query.Constraint is null || prompt.Constraints.Contains(query.Constraint),
            query.Category is null || prompt.Category == query.Category,
            query.Generator is null || prompt.GeneratedBy.Contains(query.Generator),
            query.Filter.Picks(snapshot, at, a, b),
        ];
        var failures = 0;
        var failed = -1;
        for (var facet = 0; facet < Facets; facet++)
        {
            if (!meets[facet])
            {
                failures++;
                failed = facet;
            }
        }

        if (failures > 1)
        {
            return false;
        }

        Add(prompt.Subset, 0, failed);
        Add(prompt.Method, 1, failed);
        foreach (var constraint in prompt.Constraints)
        {
            Add(constraint, 2, failed);
        }

        Add(prompt.Category, 3, failed);
        foreach (var generator in prompt.GeneratedBy.Distinct())
        {
            Add(generator, 4, failed);
        }

        foreach (var (filter, slug, _) in PromptFilters.All)
        {
            if (failed is -1 or 5 && filter.Picks(snapshot, at, a, b))
            {
                Add(slug, 5, failed);
            }
        }

        return failures == 0;
    }

    public PromptFacets ToFacets(BenchmarkDefinition benchmark) => new(
        [.. benchmark.Subsets.Select(subset => new FacetValue(subset.Name, _counts[0].GetValueOrDefault(subset.Name)))],
        Values(1),
        Values(2),
        Values(3),
        Values(4),
        [.. PromptFilters.All.Select(filter => new FacetValue(filter.Slug, _counts[5].GetValueOrDefault(filter.Slug)))]);

    private void Add(string? value, int facet, int failed)
    {
        if (value is not null && (failed == -1 || failed == facet))
        {
            _counts[facet][value] = _counts[facet].GetValueOrDefault(value) + 1;
        }
    }

    private IReadOnlyList<FacetValue> Values(int facet) =>
        [.. _counts[facet].Select(value => new FacetValue(value.Key, value.Value)).OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal)];
}
