using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>One column of the official layout. Its rows are the values at depth 2 of the file.</summary>
internal interface IScoresColumn
{
    /// <summary>How many rows were read to their end.</summary>
    int Count { get; }

    /// <param name="reader">Stands on a token at depth 2 or deeper.</param>
    /// <param name="bad">Puts a problem into words, with the place.</param>
    void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad);
}
