namespace RewardBench2.Evaluation.Worker;

/// <summary>
/// The rounds of a process, and the places that they take. A round whose time is over while others wait has given its place back: it
/// sends nothing new and lets what is under way come in, however long that takes.
/// </summary>
/// <param name="places">Rounds that may send requests at once.</param>
/// <param name="round">How long a round keeps its place while others wait.</param>
internal sealed class RoundsInWork(int places, TimeSpan round, TimeProvider clock)
{
    // What comes in late still takes memory and connections.
    private const int LatePerPlace = 4;

    private readonly List<(Task Task, long Since)> _rounds = [];

    /// <summary>Whether one more may begin.</summary>
    public bool HasPlace(bool othersWait)
    {
        _rounds.RemoveAll(one => one.Task.IsCompleted);
        var held = othersWait ? _rounds.Count(one => clock.GetElapsedTime(one.Since) < round) : _rounds.Count;
        return held < places && _rounds.Count < places * (1 + LatePerPlace);
    }

    public void Add(Task task) => _rounds.Add((task, clock.GetTimestamp()));

    /// <summary>Waits for all of them.</summary>
    public Task EndAsync() => Task.WhenAll(_rounds.Select(one => one.Task));
}
