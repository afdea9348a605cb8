namespace RewardBench2.Web.Submissions;

/// <summary>What a visitor types about one header.</summary>
public sealed class HeaderRow
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";

    /// <summary>The rows as the API takes them; <c>null</c> where there are none. Of rows with one name the last counts.</summary>
    public static IReadOnlyDictionary<string, string>? ToHeaders(IEnumerable<HeaderRow> rows)
    {
        var headers = rows
            .Select(row => (Name: row.Name.Trim(), row.Value))
            .Where(row => row.Name.Length > 0)
            .GroupBy(row => row.Name)
            .ToDictionary(rows => rows.Key, rows => rows.Last().Value);
        return headers.Count > 0 ? headers : null;
    }
}
