using System.Text;
using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>Texts, or numbers as texts.</summary>
internal sealed class TextColumn : IScoresColumn
{
    private readonly List<string?> _values = [];

    public int Count => _values.Count;

    public string? At(int row) => row < _values.Count ? _values[row] : null;

    public void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad) => _values.Add(reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw bad("a text is expected there."),
    });
}
