using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Datasets.Rows;

/// <summary>How the rows of one kind of dataset file are written.</summary>
internal interface IRowFormat
{
    /// <summary>The benchmark whose own format it is, by name; <c>null</c> for a format that any benchmark may use.</summary>
    string? Benchmark { get; }

    /// <summary>Columns that every row has.</summary>
    IReadOnlyList<string> RequiredColumns { get; }

    /// <summary>Ids tell prompts apart only within a subset; where two subsets share one, the subset's name is put before all ids.</summary>
    bool HasIdsPerSubset => false;

    /// <summary>Several rows of one id are one prompt.</summary>
    bool MergesRows => false;

    /// <summary>Whether a file with these columns is of this format.</summary>
    bool IsOf(IReadOnlyDictionary<string, object?> columns);

    /// <exception cref="InvalidFileException">The row breaks a rule of the format.</exception>
    RowDraft Read(SourceRow row);
}
