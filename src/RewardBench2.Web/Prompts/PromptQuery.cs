using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;
using RewardBench2.Storage;

namespace RewardBench2.Web.Prompts;

/// <summary>Which prompts a reader wants to see, in which order.</summary>
public sealed record PromptQuery
{
    public required string Dataset { get; init; }
    public string? Subset { get; init; }

    /// <summary>What was searched for, as typed; <c>null</c> for no search.</summary>
    public string? Search { get; init; }
    public SearchExpression? Expression { get; init; }
    public PromptFilter Filter { get; init; }

    /// <summary>The model that some filters ask about.</summary>
    public string? A { get; init; }
    public string? B { get; init; }
    public string? Method { get; init; }
    public string? Constraint { get; init; }
    public string? Category { get; init; }
    public string? Generator { get; init; }
    public PromptSort Sort { get; init; }
    public bool Descending { get; init; }
    public int Page { get; init; } = 1;
    public int PageSize { get; init; } = 50;

    /// <summary>Reads an address. What is wrong is named, and left out of the query.</summary>
    /// <param name="defaultDataset">The dataset where the address names none.</param>
    /// <param name="benchmarkOf">What a dataset is of; <c>null</c> for one that is not here. Defaults to RewardBench 2 for all.</param>
    public static (PromptQuery Query, IReadOnlyList<string> Problems) Parse(
        PromptQueryText text, string defaultDataset, Func<string, BenchmarkDefinition?>? benchmarkOf = null)
    {
        var benchmark = benchmarkOf?.Invoke(text.Dataset ?? defaultDataset) ?? BenchmarkCatalog.RewardBench2;
        var problems = new List<string>();
        T? Known<T>(T? value, string? written, string problem) where T : struct
        {
            if (value is null && written is not null)
            {
                problems.Add(problem);
            }

            return value;
        }

        var subset = benchmark.FindSubset(text.Subset);
        if (subset is null && text.Subset is not null)
        {
            problems.Add($"'{text.Subset}' is not a subset. Choose one of {string.Join(", ", benchmark.Subsets.Select(s => s.Name))}.");
        }

        var filter = Known(PromptFilters.Parse(text.Filter), text.Filter, $"'{text.Filter}' is not a filter. Choose one of {string.Join(", ", PromptFilters.All.Skip(1).Select(f => f.Slug))}.");
        var sort = Known(PromptSorts.Parse(text.Sort), text.Sort, $"Nothing can be sorted by '{text.Sort}'. Choose one of {string.Join(", ", PromptSorts.All.Skip(1).Select(s => s.Slug))}.");
        var descending = Known<bool>(bool.TryParse(text.Descending, out var down) ? down : null, text.Descending, "descending is true or false.");
        var page = Known(Whole(text.Page, 1_000_000), text.Page, "page is a number from 1.");
        var size = Known(Whole(text.PageSize, 500), text.PageSize, "pageSize is a number from 1 to 500.");
        var (expression, problem) = string.IsNullOrWhiteSpace(text.Q) ? (null, null) : SearchExpression.Parse(text.Q);
        if (problem is not null)
        {
            problems.Add(problem);
        }

        var query = new PromptQuery
        {
            Dataset = text.Dataset ?? defaultDataset,
            Subset = subset?.Name,
            Search = text.Q,
            Expression = expression,
            Filter = filter ?? PromptFilter.None,
            A = text.A,
            B = text.B,
            Method = text.Method,
            Constraint = text.Constraint,
            Category = text.Category,
            Generator = text.Generator,
            Sort = sort ?? PromptSort.Position,
            Descending = descending ?? false,
            Page = page ?? 1,
            PageSize = size ?? 50,
        };
        return (query, problems);
    }

    /// <summary>The address of the list that this query makes, without the page.</summary>
    public string ToAddress() => QueryHelpers.AddQueryString("prompts", Values());

    /// <summary>Where one prompt is shown, outside of any list.</summary>
    public static string AddressOf(string dataset, string id) => $"prompts/{Uri.EscapeDataString(dataset)}/{Uri.EscapeDataString(id)}";

    /// <summary>The address of one of its prompts, from which next and previous lead on within the query.</summary>
    public string ToAddress(string id) =>
        QueryHelpers.AddQueryString(AddressOf(Dataset, id), Values().Where(value => value.Key != "dataset"));

    private Dictionary<string, string?> Values()
    {
        (string Name, string? Value)[] all =
        [
            ("dataset", Dataset), ("subset", Subset), ("q", Search), ("filter", Filter.Slug()), ("a", A), ("b", B), ("method", Method),
            ("constraint", Constraint), ("category", Category), ("generator", Generator), ("sort", Sort.Slug()), ("descending", Descending ? "true" : null),
        ];
        return all.Where(value => !string.IsNullOrEmpty(value.Value)).ToDictionary(value => value.Name, value => value.Value);
    }

    private static int? Whole(string? text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
