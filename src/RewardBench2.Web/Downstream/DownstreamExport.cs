using RewardBench2.Exchange.Downstream;
using RewardBench2.Storage;

namespace RewardBench2.Web.Downstream;

/// <summary>Stored results back in the open format.</summary>
public static class DownstreamExport
{
    public static IEnumerable<DownstreamSet> Sets(DownstreamOverview overview)
    {
        var rows = overview.Rows.ToLookup(row => row.SourceId);
        return overview.Sources.Select(source => new DownstreamSet(
            source.Title, source.Url, [.. rows[source.SourceId].Select(Result)], source.Revision));
    }

    private static DownstreamResult Result(DownstreamRow row) => new()
    {
        Model = row.Model,
        Task = row.Task,
        Method = row.Method,
        N = row.N,
        Score = row.Score,
        Policy = row.Policy,
        Group = row.SourceGroup,
        BaseModel = row.BaseModel,
        Settings = row.Settings,
        BenchmarkScores = row.Stated,
    };
}
