using System.Globalization;
using RewardBench2.Benchmark;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Published;

namespace RewardBench2.Exchange.Paper;

/// <summary>The tables and figures of the paper (arXiv 2506.01937) that come with the project, as printed.</summary>
public sealed class PaperTables
{
    private readonly IReadOnlyDictionary<string, PublishedSource> _sources;

    private PaperTables(IReadOnlyDictionary<string, PublishedSource> sources)
    {
        _sources = sources;
        TopModels = ReadScores("table3_top_models.csv", "model");
        ByBaseAndData = ReadScores("table4_by_base_and_data.csv", "base_model", "training_data");
        ByStage = ReadScores("table5_base_stage.csv", "base_model");
        ByEpochs = ReadScores("table7_epochs.csv", "config", "epochs");
        Downstream = Read("table8_ppo_bon.csv", ["id", "base_model", "training_prompts", "lr", "epochs"], ReadDownstream);
        Correlations = Read("fig3_pearson_rb2_vs_bon_113rms.csv", ["downstream"], ReadCorrelations);
        WithinDownstream = Read("fig7_pearson_within_downstream.csv", ["task"], ReadCorrelations);
    }

    /// <summary>Table 3: the top models.</summary>
    public PaperTable<PaperScores> TopModels { get; }

    /// <summary>Table 4: score by base model and training data.</summary>
    public PaperTable<PaperScores> ByBaseAndData { get; }

    /// <summary>Table 5: score by stage of the base model.</summary>
    public PaperTable<PaperScores> ByStage { get; }

    /// <summary>Table 7: score by configuration and number of epochs.</summary>
    public PaperTable<PaperScores> ByEpochs { get; }

    /// <summary>Table 8: score, PPO and best-of-N of 17 reward models.</summary>
    public PaperTable<PaperDownstream> Downstream { get; }

    /// <summary>Figure 3: Pearson's correlation of scores (columns) with best-of-N (rows) over 113 models.</summary>
    public PaperTable<PaperCorrelations> Correlations { get; }

    /// <summary>Figure 7: Pearson's correlation between downstream tasks, the lower triangle.</summary>
    public PaperTable<PaperCorrelations> WithinDownstream { get; }

    /// <exception cref="InvalidFileException">A table is not as it was printed.</exception>
    public static PaperTables ReadShipped() => new(PublishedSource.ReadShipped());

    private PaperTable<PaperScores> ReadScores(string file, params string[] labels) => Read(file, labels, (table, row) => new PaperScores(
        [.. labels.Select(label => table.Text(row, label))],
        Percent(table, row, "Avg"),
        new OrderedDictionary<Subset, decimal>(Subsets.All.Select(subset => KeyValuePair.Create(subset, Percent(table, row, Heading(subset)))))));

    private PaperTable<TRow> Read<TRow>(string file, IReadOnlyList<string> labels, Func<CsvTable, int, TRow> read)
    {
        using var stream = File.OpenRead(ContentFolder.File("published", file));
        var table = CsvTable.Read(stream, file);
        return new PaperTable<TRow>(
            Path.GetFileNameWithoutExtension(file), _sources[file], labels, table, [.. Enumerable.Range(0, table.Rows.Count).Select(row => read(table, row))]);
    }

    private static PaperDownstream ReadDownstream(CsvTable table, int row) => new(
        table.Text(row, "id"),
        table.Text(row, "group"),
        table.Text(row, "base_model"),
        table.Text(row, "training_prompts"),
        table.Text(row, "lr"),
        table.Text(row, "epochs"),
        Percent(table, row, "RBv2"),
        Percent(table, row, "PPO"),
        Percent(table, row, "BoN"));

    private static PaperCorrelations ReadCorrelations(CsvTable table, int row) => new(
        table.Text(row, table.Columns[0]),
        new OrderedDictionary<string, double?>(table.Columns.Skip(1).Select(column => KeyValuePair.Create(column, table.Number(row, column)))));

    // Only a decimal keeps how many digits were printed.
    private static decimal Percent(CsvTable table, int row, string column) =>
        decimal.TryParse(table.Text(row, column), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidFileException($"Row {row + 1}, column {column}: {Excerpt.Quote(table.Text(row, column))} is not a number.");

    // In the paper's tables Precise IF is headed IF.
    private static string Heading(Subset subset) => subset == Subsets.PreciseIF ? "IF" : subset.Name;
}

/// <summary>A table or figure of the paper.</summary>
/// <param name="Name">The file's name without its ending, such as <c>table3_top_models</c>.</param>
/// <param name="Source">What it shows and where it was taken from.</param>
/// <param name="Labels">The columns that say what a row is, as the file spells them.</param>
/// <param name="Printed">Every cell as text.</param>
/// <param name="Rows">The rows in the printed order.</param>
public sealed record PaperTable<TRow>(string Name, PublishedSource Source, IReadOnlyList<string> Labels, CsvTable Printed, IReadOnlyList<TRow> Rows);

/// <summary>A model's scores as printed.</summary>
/// <param name="Labels">What the row is, one text per label of the table.</param>
/// <param name="Average">Per cent.</param>
/// <param name="Subsets">Per cent, all six in the official order.</param>
public sealed record PaperScores(IReadOnlyList<string> Labels, decimal Average, IReadOnlyDictionary<Subset, decimal> Subsets);

/// <summary>A reward model's score beside what it achieved in use, in per cent.</summary>
/// <param name="Group">Whether policy and prompts of its training are those of its use.</param>
public sealed record PaperDownstream(
    string Id, string Group, string BaseModel, string TrainingPrompts, string LearningRate, string Epochs, decimal Score, decimal Ppo, decimal BestOfN);

/// <summary>Correlations with a downstream task.</summary>
/// <param name="Task">The task as printed; <c>DownstreamAverage</c> for the mean of all.</param>
/// <param name="Coefficients">By what the task is correlated with, in the printed order; <c>null</c> where the cell is empty.</param>
public sealed record PaperCorrelations(string Task, IReadOnlyDictionary<string, double?> Coefficients)
{
    /// <summary>The column of RewardBench 2's average.</summary>
    public const string RewardBench2Average = "RB2_Average";
}
