using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>A column that nobody asked for.</summary>
internal sealed class SkippedColumn : IScoresColumn
{
    public int Count => 0;

    public void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad)
    {
    }
}
