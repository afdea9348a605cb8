using Dapper;

namespace RewardBench2.Storage;

/// <summary>Values for <c>IN (…)</c>, as parameters: the drivers of the two databases take lists differently.</summary>
internal static class ParameterList
{
    /// <param name="ids">At most a few hundred.</param>
    public static (string List, DynamicParameters Parameters) From(IReadOnlyList<long> ids)
    {
        var parameters = new DynamicParameters();
        return (parameters.AddList("id", ids), parameters);
    }

    /// <summary>Adds one parameter per value.</summary>
    /// <returns>The parameters' names, as <c>IN (…)</c> takes them.</returns>
    public static string AddList<T>(this DynamicParameters parameters, string name, IReadOnlyList<T> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            parameters.Add($"{name}{i}", values[i]);
        }

        return string.Join(", ", Enumerable.Range(0, values.Count).Select(i => $"@{name}{i}"));
    }
}
