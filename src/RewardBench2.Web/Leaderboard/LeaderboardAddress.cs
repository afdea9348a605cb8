using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using RewardBench2.Benchmark;
using RewardBench2.Benchmark.Definitions;

namespace RewardBench2.Web.Leaderboard;

/// <summary>A view of the leaderboard as an address, and back. What cannot be understood is left at its default.</summary>
public static class LeaderboardAddress
{
    /// <summary>Reads the query part of an address.</summary>
    /// <param name="benchmark">What the dataset is of; <c>null</c> for RewardBench 2.</param>
    public static LeaderboardQuery Parse(string uri, BenchmarkDefinition? benchmark = null)
    {
        benchmark ??= BenchmarkCatalog.RewardBench2;
        var known = LeaderboardColumns.Of(benchmark);
        var question = uri.IndexOf('?', StringComparison.Ordinal);
        var values = QueryHelpers.ParseQuery(question < 0 ? string.Empty : uri[question..].Split('#')[0]);
        string? Text(string name) => values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value[^1]) ? value[^1]!.Trim() : null;
        bool Flag(string name) => Text(name) is "true" or "on" or "1";

        var columns = List(values, "columns").Select(known.Parse).OfType<LeaderboardColumn>().ToHashSet();
        var sort = SortTerm.Parse(Text("sort"), known) ?? SortTerm.Default;
        return new LeaderboardQuery
        {
            Benchmark = benchmark,
            Dataset = Text("dataset") ?? LeaderboardQuery.DefaultDataset,
            Search = Text("search"),
            Type = ModelType.Parse(Text("type")),
            Developer = Text("developer"),
            Provenance = Text("provenance")?.ToLowerInvariant(),
            Licence = Text("licence"),
            WithoutApiOnly = Flag("open"),
            MaxSize = double.TryParse(Text("size"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size) && double.IsFinite(size) ? size : null,
            CompleteOnly = Flag("complete"),
            Sweeps = Flag("sweeps"),
            Sort = Text("descending") is { } descending ? [sort[0] with { Descending = descending != "false" }, .. sort.Skip(1)] : sort,
            Columns = columns.Count == 0 || columns.SetEquals(known.Default) ? known.Default : [.. known.Optional.Where(columns.Contains)],
            Weights = CustomWeights.Parse(Text("weights"), benchmark) is { AreEqual: false } weights ? weights : null,
            Pins = [.. values.TryGetValue("pin", out var pins) ? pins.OfType<string>().Where(pin => pin.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(10) : []],
        };
    }

    /// <summary>The dataset that an address names.</summary>
    public static string DatasetIn(string uri) => Parse(uri).Dataset;

    /// <summary>The address of a view; defaults are left out, so that the plain leaderboard is <c>./</c>. Relative to the site's base, like every link.</summary>
    public static string From(LeaderboardQuery query, string path = "./")
    {
        var address = path;
        foreach (var (name, value) in Parts(query))
        {
            address = QueryHelpers.AddQueryString(address, name, value);
        }

        return address;
    }

    /// <summary>What differs from the defaults, as names and values.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Parts(LeaderboardQuery query)
    {
        List<KeyValuePair<string, string?>> parts =
        [
            new("dataset", query.Dataset == LeaderboardQuery.DefaultDataset ? null : query.Dataset),
            new("search", query.Search),
            new("type", query.Type),
            new("developer", query.Developer),
            new("provenance", query.Provenance),
            new("licence", query.Licence),
            new("open", query.WithoutApiOnly ? "true" : null),
            new("size", query.MaxSize?.ToString("0.##", CultureInfo.InvariantCulture)),
            new("complete", query.CompleteOnly ? "true" : null),
            new("sweeps", query.Sweeps ? "true" : null),
            new("sort", query.Sort.SequenceEqual(SortTerm.Default) ? null : string.Join(',', query.Sort)),
            new("columns", query.Columns.SequenceEqual(LeaderboardColumns.Of(query.Benchmark).Default) ? null : string.Join(',', query.Columns.Select(column => column.Key))),
            new("weights", query.Weights?.ToString()),
            .. query.Pins.Select(pin => new KeyValuePair<string, string?>("pin", pin)),
        ];
        return parts.Where(part => part.Value is not null).Select(part => new KeyValuePair<string, string>(part.Key, part.Value!));
    }

    /// <summary>Where a model's page is. Names are foreign text: every part is escaped.</summary>
    public static string OfModel(string model) => "models/" + string.Join('/', model.Split('/').Select(Uri.EscapeDataString));

    private static IEnumerable<string> List(Dictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var list) ? list.OfType<string>().SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries)) : [];
}
