using RewardBench2.Benchmark;

namespace RewardBench2.Web.Paper;

/// <summary>A table of the paper beside what this site's data gives.</summary>
/// <param name="Id">Such as <c>table3</c>.</param>
/// <param name="Labels">The names of the columns that say what a row is.</param>
public sealed record ComparedTable(string Id, string Title, IReadOnlyList<string> Labels, IReadOnlyList<ComparedRow> Rows)
{
    public int Figures => Rows.Sum(row => row.Cells.Count);

    public int Reproduced => Rows.Sum(row => row.Cells.Count(cell => cell.IsReproduced));
}

/// <summary>One row of the paper.</summary>
/// <param name="Labels">What the row is, as printed.</param>
/// <param name="Model">The model here that it is; <c>null</c> when none is.</param>
/// <param name="IsNamed">The paper names the model; otherwise it was found by its figures.</param>
/// <param name="Cells">The average and the six subsets, in that order.</param>
public sealed record ComparedRow(IReadOnlyList<string> Labels, string? Model, bool IsNamed, IReadOnlyList<ComparedFigure> Cells);

/// <summary>A figure of the paper beside ours.</summary>
/// <param name="Subset"><c>null</c> for the average.</param>
/// <param name="Theirs">Per cent as printed.</param>
/// <param name="Ours">What our data may be printed as, per cent; several where four decimals do not decide, none without data.</param>
public sealed record ComparedFigure(Subset? Subset, decimal Theirs, IReadOnlyList<decimal> Ours)
{
    public bool IsReproduced => Ours.Contains(Theirs);
}
