using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Published;

namespace RewardBench2.Web.Study;

/// <summary>Tables and figures of the paper, as they came with the project (<c>content/published</c>).</summary>
public sealed class PaperTables
{
    private readonly Lazy<IReadOnlyDictionary<string, PublishedSource>> _sources = new(() =>
    {
        using var stream = File.OpenRead(ContentFolder.File("published", "SOURCES.json"));
        return PublishedSource.Read(stream);
    });

    public PaperTable TopModels { get; } = new("table3_top_models.csv");

    public PaperTable ByBaseAndData { get; } = new("table4_by_base_and_data.csv");

    public PaperTable ByStage { get; } = new("table5_base_stage.csv");

    public PaperTable ByEpochs { get; } = new("table7_epochs.csv");

    public PaperTable Downstream { get; } = new("table8_ppo_bon.csv");

    /// <summary>Pearson's correlation of scores (columns) with best-of-N (rows) over 113 models.</summary>
    public PaperTable Correlations { get; } = new("fig3_pearson_rb2_vs_bon_113rms.csv");

    /// <summary>Pearson's correlation between downstream tasks, the lower triangle.</summary>
    public PaperTable WithinDownstream { get; } = new("fig7_pearson_within_downstream.csv");

    public PublishedSource SourceOf(PaperTable table) => _sources.Value[table.File];
}

/// <summary>A table of the paper; read once, when it is first shown.</summary>
/// <param name="File">The file's name in <c>content/published</c>.</param>
public sealed record PaperTable(string File)
{
    private readonly Lazy<CsvTable> _table = new(() =>
    {
        using var stream = System.IO.File.OpenRead(ContentFolder.File("published", File));
        return CsvTable.Read(stream, File);
    });

    public IReadOnlyList<string> Columns => _table.Value.Columns;

    public int Rows => _table.Value.Rows.Count;

    public string Text(int row, string column) => _table.Value.Text(row, column);

    /// <summary>A cell's number as printed (per cent, or a coefficient); <c>null</c> where the cell is empty.</summary>
    public double? Number(int row, string column) => _table.Value.Number(row, column);

    /// <summary>The row whose first column has this text; <c>null</c> when there is none.</summary>
    public int? RowOf(string first)
    {
        for (var row = 0; row < Rows; row++)
        {
            if (Text(row, Columns[0]).Equals(first, StringComparison.OrdinalIgnoreCase))
            {
                return row;
            }
        }

        return null;
    }
}
