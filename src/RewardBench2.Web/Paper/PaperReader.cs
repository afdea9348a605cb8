using RewardBench2.Benchmark;
using RewardBench2.Exchange.Paper;
using RewardBench2.Web.Caching;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Paper;

/// <summary>Compares the paper's tables with the site's own data.</summary>
public sealed class PaperReader(LeaderboardCache leaderboards, PaperTables paper, RevisionClock revision)
{
    private readonly ByRevision<string, IReadOnlyList<ComparedTable>> _tables = new(revision);

    /// <summary>The tables whose figures are in the published results; read once per state of the leaderboard.</summary>
    public Task<IReadOnlyList<ComparedTable>> ReadAsync(CancellationToken cancellationToken) => _tables.ReadAsync(
        LeaderboardQuery.DefaultDataset,
        async (_, _) => Read(await leaderboards.ReadAsync(LeaderboardQuery.DefaultDataset, CancellationToken.None)),
        cancellationToken);

    /// <summary>The scores in table 8, which the paper gives without subsets: each with the published results whose average is nearest.</summary>
    public async Task<IReadOnlyList<ComparedScore>> ReadScoresAsync(CancellationToken cancellationToken)
    {
        var leaderboard = await leaderboards.ReadAsync(LeaderboardQuery.DefaultDataset, cancellationToken);
        var averages = Published(leaderboard).ToLookup(row => Ours(row, subset: null)[0], row => row.Model);
        return
        [
            .. paper.Downstream.Rows.Select(row =>
            {
                var ours = averages.MinBy(average => Math.Abs(average.Key - row.Score))!;
                return new ComparedScore(row, ours.Key, [.. ours]);
            }),
        ];
    }

    private List<ComparedTable> Read(RankedModels leaderboard)
    {
        var published = Published(leaderboard);
        return [.. new[] { paper.TopModels, paper.ByBaseAndData, paper.ByStage, paper.ByEpochs }.Select(table => Compare(table, published))];
    }

    private static ComparedTable Compare(PaperTable<PaperScores> table, List<LeaderboardRow> published)
    {
        var isNamed = table.Labels[0] == "model";
        return new ComparedTable(table.Name.Split('_')[0], table.Source.Title, table.Labels, [.. table.Rows.Select(row =>
        {
            (Subset? Subset, decimal Value)[] theirs = [(null, row.Average), .. row.Subsets.Select(score => ((Subset?)score.Key, score.Value))];
            var model = isNamed
                ? published.FirstOrDefault(candidate => candidate.Model.Equals(row.Labels[0], StringComparison.OrdinalIgnoreCase))
                : ByFigures(published, theirs);
            return new ComparedRow(
                row.Labels,
                model?.Model,
                isNamed,
                [.. theirs.Select(figure => new ComparedFigure(figure.Subset, figure.Value, model is null ? [] : Ours(model, figure.Subset)))]);
        })]);
    }

    // The paper does not name these models. Seven figures of three digits are as good as a name when just one model has them.
    private static LeaderboardRow? ByFigures(List<LeaderboardRow> published, (Subset? Subset, decimal Value)[] theirs)
    {
        var matches = published.Where(row => theirs.All(figure => Ours(row, figure.Subset).Contains(figure.Value))).Take(2).ToList();
        return matches.Count == 1 ? matches[0] : null;
    }

    private static List<LeaderboardRow> Published(RankedModels leaderboard) =>
        [.. leaderboard.RowsWithSweeps.Where(row => row.RunId is null && row.IsComplete)];

    private static IReadOnlyList<decimal> Ours(LeaderboardRow row, Subset? subset) => subset is { } one
        ? PrintedFigure.Possible(one, row.Subsets[one].Score)
        : [PrintedFigure.PrintAverage(row.Subsets.ToDictionary(score => score.Key, score => score.Value.Score))];
}
