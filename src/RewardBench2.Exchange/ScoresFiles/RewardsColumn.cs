using System.Globalization;
using System.Text;
using System.Text.Json;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.ScoresFiles;

/// <summary>Lists of rewards; a reward may itself be a list of one.</summary>
internal sealed class RewardsColumn(ScoresRules rules) : IScoresColumn
{
    private readonly List<double[]> _rows = [];
    private readonly List<double> _row = [];
    private int _before;

    public int Count => _rows.Count;

    public IReadOnlyList<double> At(int row) => row < _rows.Count ? _rows[row] : [];

    public void Take(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad)
    {
        switch (reader.CurrentDepth, reader.TokenType)
        {
            case (2, JsonTokenType.Null):
                _rows.Add([]);
                break;
            case (2, JsonTokenType.StartArray):
                _row.Clear();
                break;
            case (2, JsonTokenType.EndArray):
                _rows.Add([.. _row]);
                break;
            case (2, _):
                throw bad("a list of scores is expected there, one per completion.");
            case (3, JsonTokenType.StartArray):
                _before = _row.Count;
                break;
            case (3, JsonTokenType.EndArray) when _row.Count != _before + 1:
                throw bad("a score that is a list has to be a list of one number.");
            case (3, JsonTokenType.EndArray):
                break;
            default:
                if (_row.Count == rules.MostRewards)
                {
                    throw bad(rules.TooManyRewards);
                }

                _row.Add(Number(ref reader, bad));
                break;
        }
    }

    public static double Number(ref Utf8JsonReader reader, Func<string, InvalidFileException> bad) =>
        reader.TokenType != JsonTokenType.Number ? throw bad($"{Describe(ref reader)} stands where a number is expected.")
        : reader.TryGetDouble(out var number) && double.IsFinite(number) ? number
        : throw bad($"{Encoding.UTF8.GetString(reader.ValueSpan)} is too large for a number; every score has to be finite.");

    private static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => "the text " + Excerpt.Quote(reader.GetString()!),
        JsonTokenType.StartArray or JsonTokenType.EndArray => "a list",
        JsonTokenType.StartObject or JsonTokenType.EndObject or JsonTokenType.PropertyName => "an object",
        var other => other.ToString().ToLower(CultureInfo.InvariantCulture),
    };
}
