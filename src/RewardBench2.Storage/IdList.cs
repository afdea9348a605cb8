using Dapper;

namespace RewardBench2.Storage;

/// <summary>Ids for <c>IN (…)</c>, as parameters: the drivers of the two databases take lists differently.</summary>
internal static class IdList
{
    /// <param name="ids">At most a few hundred.</param>
    public static (string List, DynamicParameters Parameters) Of(IReadOnlyList<long> ids)
    {
        var parameters = new DynamicParameters();
        for (var i = 0; i < ids.Count; i++)
        {
            parameters.Add($"p{i}", ids[i]);
        }

        return (string.Join(", ", Enumerable.Range(0, ids.Count).Select(i => $"@p{i}")), parameters);
    }
}
