using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Published;
using RewardBench2.Web.Caching;
using RewardBench2.Web.Hosting;
using RewardBench2.Web.Leaderboard;

namespace RewardBench2.Web.Reproduce;

/// <summary>Lays the paper's tables beside the site's own data.</summary>
public sealed class PaperReader(LeaderboardCache boards, RevisionClock revision)
{
    private static readonly string Folder = Path.Combine(ContentSeeding.Folder, "published");

    // In the paper's tables Precise IF is headed IF.
    private static readonly (Subset? Subset, string Column)[] Columns =
        [(null, "Avg"), .. Subsets.All.Select(subset => ((Subset?)subset, subset == Subset.PreciseIF ? "IF" : subset.Name()))];

    private static readonly (string File, string[] Labels)[] Tables =
    [
        ("table3_top_models.csv", ["model"]),
        ("table4_by_base_and_data.csv", ["base_model", "training_data"]),
        ("table5_base_stage.csv", ["base_model"]),
        ("table7_epochs.csv", ["config", "epochs"]),
    ];

    private readonly ByRevision<string, IReadOnlyList<PaperTable>> _tables = new(revision);

    /// <summary>The tables whose figures are in the published results; read once per state of the board.</summary>
    public Task<IReadOnlyList<PaperTable>> ReadAsync(CancellationToken cancellationToken) => _tables.ReadAsync(
        LeaderboardQuery.DefaultDataset,
        async (_, _) => Read(await boards.ReadAsync(LeaderboardQuery.DefaultDataset, CancellationToken.None)),
        cancellationToken);

    /// <summary>The scores in table 8, which the paper gives without subsets: each with the published results whose average is nearest.</summary>
    public async Task<IReadOnlyList<PaperScore>> ReadScoresAsync(CancellationToken cancellationToken)
    {
        var board = await boards.ReadAsync(LeaderboardQuery.DefaultDataset, cancellationToken);
        var averages = board.RowsWithSweeps
            .Where(row => row.RunId is null && row.IsComplete)
            .ToLookup(row => Ours(row, subset: null)[0], row => row.Model);
        var (_, table) = ReadPrinted(PaperScore.File);
        return
        [
            .. Enumerable.Range(0, table.Rows.Count).Select(number =>
            {
                var theirs = decimal.Parse(table.Text(number, "RBv2")!, CultureInfo.InvariantCulture);
                var ours = averages.MinBy(average => Math.Abs(average.Key - theirs))!;
                return new PaperScore([.. PaperScore.Labels.Select(label => table.Text(number, label) ?? string.Empty)], theirs, ours.Key, [.. ours]);
            }),
        ];
    }

    /// <summary>A printed table as it is, for what cannot be recomputed.</summary>
    public static (PublishedSource Source, CsvTable Table) ReadPrinted(string file)
    {
        using var sources = File.OpenRead(Path.Combine(Folder, "SOURCES.json"));
        using var table = File.OpenRead(Path.Combine(Folder, file));
        return (PublishedSource.Read(sources)[file], CsvTable.Read(table, file));
    }

    private static List<PaperTable> Read(RankedModels board)
    {
        var published = board.RowsWithSweeps.Where(row => row.RunId is null && row.IsComplete).ToList();
        return [.. Tables.Select(table => ReadTable(table.File, table.Labels, published))];
    }

    private static PaperTable ReadTable(string file, string[] labels, List<LeaderboardRow> published)
    {
        var (source, table) = ReadPrinted(file);
        var rows = Enumerable.Range(0, table.Rows.Count).Select(number =>
        {
            var theirs = Columns.Select(column => (column.Subset, Value: decimal.Parse(table.Text(number, column.Column)!, CultureInfo.InvariantCulture))).ToList();
            var isNamed = labels[0] == "model";
            var model = isNamed
                ? published.FirstOrDefault(row => row.Model.Equals(table.Text(number, "model"), StringComparison.OrdinalIgnoreCase))
                : ByFigures(published, theirs);
            return new PaperRow(
                [.. labels.Select(label => table.Text(number, label) ?? string.Empty)],
                model?.Model,
                isNamed,
                [.. theirs.Select(cell => new PaperCell(cell.Subset, cell.Value, model is null ? [] : Ours(model, cell.Subset)))]);
        });
        return new PaperTable(Path.GetFileNameWithoutExtension(file).Split('_')[0], source.Title, source.Url, source.Notes, labels, [.. rows]);
    }

    // The paper does not name these models. Seven figures of three digits are as good as a name when just one model has them.
    private static LeaderboardRow? ByFigures(List<LeaderboardRow> published, List<(Subset? Subset, decimal Value)> theirs)
    {
        var matches = published.Where(row => theirs.All(cell => Ours(row, cell.Subset).Contains(cell.Value))).Take(2).ToList();
        return matches.Count == 1 ? matches[0] : null;
    }

    private static IReadOnlyList<decimal> Ours(LeaderboardRow row, Subset? subset) => subset is { } one
        ? PrintedFigure.Possible(one, row.Subsets[one].Score)
        : [PrintedFigure.PrintAverage(row.Subsets.ToDictionary(score => score.Key, score => score.Value.Score))];
}
