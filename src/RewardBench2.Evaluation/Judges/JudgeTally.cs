namespace RewardBench2.Evaluation.Judges;

/// <summary>Counts how a judge's answers were read, and which positions it chose. Safe to call from every request at once.</summary>
public sealed class JudgeTally
{
    private readonly Lock _lock = new();
    private readonly int[] _chosenAt = new int[JudgeBackend.Ranked];
    private int _parsed;
    private int _unparsed;
    private int _truncated;
    private int _refused;
    private int _pairs;
    private int _agreed;

    public void Count(Judgement judgement, int? position)
    {
        lock (_lock)
        {
            _parsed += judgement.Outcome == Verdict.Parsed ? 1 : 0;
            _unparsed += judgement.Outcome == Verdict.Unparsed ? 1 : 0;
            _truncated += judgement.Outcome == Verdict.Truncated ? 1 : 0;
            _refused += judgement.Outcome == Verdict.Refused ? 1 : 0;
            if (position is { } chosen)
            {
                _chosenAt[chosen]++;
            }
        }
    }

    /// <summary>Counts a prompt ranked in both orders, both times with a verdict.</summary>
    public void CountPair(bool isSame)
    {
        lock (_lock)
        {
            _pairs++;
            _agreed += isSame ? 1 : 0;
        }
    }

    public JudgeTallyReading Read()
    {
        lock (_lock)
        {
            return new JudgeTallyReading(_parsed, _unparsed, _truncated, _refused, [.. _chosenAt], _pairs, _agreed);
        }
    }
}

/// <summary>How a judge's answers were read so far.</summary>
/// <param name="Parsed">Answers with a verdict.</param>
/// <param name="Unparsed">Answers without one.</param>
/// <param name="Truncated">Answers cut off by the limit on tokens.</param>
/// <param name="Refused">Answers withheld by a filter or refused.</param>
/// <param name="ChosenAt">Of the rankings, how often the completion shown first, second, third and fourth won: position bias.</param>
/// <param name="Pairs">Prompts ranked in both orders with two verdicts.</param>
/// <param name="Agreed">Of those, how often the same completion won.</param>
public sealed record JudgeTallyReading(
    int Parsed, int Unparsed, int Truncated, int Refused, IReadOnlyList<int> ChosenAt, int Pairs, int Agreed);
