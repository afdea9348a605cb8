using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets.Rows;

/// <summary>The formats that are told apart by their columns. One more is a file here and a line in this list.</summary>
internal static class RowFormats
{
    /// <summary>Special ones first: the general one reads what no other does.</summary>
    public static IReadOnlyList<IRowFormat> All { get; } =
        [new OfficialRows(), new JudgeBenchRows(), new RewardMathRows(), new RmbBestOfNRows(), new RmbPairRows(), new GeneralRows()];

    /// <exception cref="InvalidFileException">The row is of none of them.</exception>
    public static IRowFormat Of(SourceRow row) =>
        All.FirstOrDefault(format => format.IsOf(row.Values)) ?? throw row.Bad(
            "this is not a dataset: it has neither a benchmark's columns (id, subset, prompt, chosen, rejected, …) nor those of a candidates set "
            + $"(completions, correct, …), but {(row.Values.Count == 0 ? "none at all" : Excerpt.Quote(string.Join(", ", row.Values.Keys)))}.");
}
