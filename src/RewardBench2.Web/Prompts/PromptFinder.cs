using RewardBench2.Storage;

namespace RewardBench2.Web.Prompts;

/// <summary>Answers queries: the text search in SQL, everything else on the snapshot.</summary>
public sealed class PromptFinder(ExplorerCache snapshots, PromptSearchTable search)
{
    /// <summary>The prompts of a query, in its order; <c>null</c> when there is no such dataset.</summary>
    public async Task<PromptsFound?> FindAsync(PromptQuery query, CancellationToken cancellationToken)
    {
        if (await snapshots.ReadAsync(query.Dataset, cancellationToken) is not { } snapshot)
        {
            return null;
        }

        var hits = query.Expression is null ? null : await search.FindAsync(query.Expression, cancellationToken);
        return Find(query, snapshot, hits);
    }

    /// <param name="hits">Prompts that the search found; <c>null</c> for no search.</param>
    public static PromptsFound Find(PromptQuery query, ExplorerSnapshot snapshot, IReadOnlySet<long>? hits)
    {
        var (a, b) = (snapshot.FindModel(query.A), snapshot.FindModel(query.B));
        var counts = new FacetCounts();
        var places = new List<int>();
        for (var at = 0; at < snapshot.Prompts.Count; at++)
        {
            var prompt = snapshot.Prompts[at];
            if (hits is not null && !hits.Contains(prompt.PromptId))
            {
                continue;
            }

            if (counts.Count(query, snapshot, at, a, b))
            {
                places.Add(at);
            }
        }

        return new PromptsFound(snapshot, query, Sorted(places, query, snapshot), counts.ToFacets(snapshot.Benchmark), Problem(query, a, b));
    }

    private static int[] Sorted(List<int> places, PromptQuery query, ExplorerSnapshot snapshot)
    {
        var keyed = places.Select(at => (at, Key: query.Sort.Key(snapshot, at))).OrderBy(prompt => prompt.Key is null);
        return [.. (query.Descending ? keyed.ThenByDescending(prompt => prompt.Key) : keyed.ThenBy(prompt => prompt.Key))
            .ThenBy(prompt => prompt.at)
            .Select(prompt => prompt.at)];
    }

    private static string? Problem(PromptQuery query, ExplorerModel? a, ExplorerModel? b) =>
        query.A is not null && a is null ? $"No model '{query.A}' has results per prompt on {query.Dataset}."
        : query.B is not null && b is null ? $"No model '{query.B}' has results per prompt on {query.Dataset}."
        : query.Filter.NeedsA() && a is null ? $"The filter {query.Filter.Slug()} needs a model A: add a=ORG/NAME."
        : query.Filter == PromptFilter.ARightBWrong && b is null ? $"The filter {query.Filter.Slug()} needs a model B: add b=ORG/NAME."
        : null;
}

/// <summary>What a query found.</summary>
/// <param name="Places">The prompts' places in the snapshot, in the order asked for.</param>
/// <param name="Problem">What the query lacks, and what to do; <c>null</c> when it is whole.</param>
public sealed record PromptsFound(
    ExplorerSnapshot Snapshot, PromptQuery Query, IReadOnlyList<int> Places, PromptFacets Facets, string? Problem)
{
    /// <summary>The neighbours of a prompt within the query, and its place there from 0; -1 when it is not among them.</summary>
    public (string? Previous, string? Next, int At) Around(int place)
    {
        var at = Places.ToList().IndexOf(place);
        return at < 0
            ? (null, null, -1)
            : (at > 0 ? Snapshot.Prompts[Places[at - 1]].Id : null, at + 1 < Places.Count ? Snapshot.Prompts[Places[at + 1]].Id : null, at);
    }
}
