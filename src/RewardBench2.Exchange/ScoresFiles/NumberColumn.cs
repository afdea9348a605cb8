using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>Numbers, with true and false as 1 and 0.</summary>
internal sealed class NumberColumn : IScoresColumn
{
    private readonly List<double?> _values = [];

    public int Count => _values.Count;

    public double? At(int row) => row < _values.Count ? _values[row] : null;

    public void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad) => _values.Add(reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => 1,
        JsonTokenType.False => 0,
        _ => RewardsColumn.Number(ref reader, bad),
    });
}
