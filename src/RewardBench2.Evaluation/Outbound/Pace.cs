namespace RewardBench2.Evaluation.Outbound;

/// <summary>What the number of requests under way does just now.</summary>
public enum PaceChange
{
    /// <summary>More at once are tried.</summary>
    Growing,

    /// <summary>More at once brought nothing, or some were refused.</summary>
    Steady,

    /// <summary>The server refused many, so fewer are sent at once.</summary>
    Slowed,

    /// <summary>Nothing is sent for as long as the server asked.</summary>
    Waiting,
}

/// <summary>How many requests may be under way, and what becomes of that number.</summary>
public readonly record struct Pace(int Limit, PaceChange Change);
