using System.Text.Json;

namespace RewardBench2.Exchange;

/// <summary>A column that nobody asked for.</summary>
internal sealed class SkippedColumn : IScoresColumn
{
    public int Count => 0;

    public void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad)
    {
    }
}
