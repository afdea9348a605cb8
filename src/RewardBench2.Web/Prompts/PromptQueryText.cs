using Microsoft.AspNetCore.WebUtilities;

namespace RewardBench2.Web.Prompts;

/// <summary>A query as an address spells it, before anything is checked. The same for pages and API.</summary>
/// <param name="Q">What to search for: words, "a phrase", beginning*, -without, this OR that.</param>
/// <param name="Filter">A filter's name, such as <c>all-wrong</c>.</param>
/// <param name="A">A model's name, or a run's id, for filters that ask about one.</param>
/// <param name="B">The other model.</param>
/// <param name="Constraint">A kind of constraint of Precise IF.</param>
/// <param name="Generator">The generating model of a completion.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 500. Defaults to 50.</param>
public sealed record PromptQueryText(
    string? Dataset = null,
    string? Subset = null,
    string? Q = null,
    string? Filter = null,
    string? A = null,
    string? B = null,
    string? Method = null,
    string? Constraint = null,
    string? Category = null,
    string? Generator = null,
    string? Sort = null,
    string? Descending = null,
    string? Page = null,
    string? PageSize = null)
{
    /// <summary>Reads the query part of an address.</summary>
    public static PromptQueryText Parse(string address)
    {
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        var values = QueryHelpers.ParseQuery(mark < 0 ? "" : address[mark..].Split('#')[0]);
        string? Value(string name) => values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.ToString() : null;
        return new PromptQueryText(
            Value("dataset"), Value("subset"), Value("q"), Value("filter"), Value("a"), Value("b"), Value("method"),
            Value("constraint"), Value("category"), Value("generator"), Value("sort"), Value("descending"), Value("page"), Value("pageSize"));
    }
}
