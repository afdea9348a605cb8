namespace RewardBench2.Storage;

/// <summary>The state of a run. The values are public: the API and the live hub use them.</summary>
public static class RunState
{
    /// <summary>Waits for a worker.</summary>
    public const string Queued = "queued";

    /// <summary>The endpoint is being probed with canary conversations.</summary>
    public const string Checking = "checking";

    /// <summary>Prompts are being scored.</summary>
    public const string Running = "running";

    /// <summary>Stopped for now, by its owner or a cap; goes on when resumed.</summary>
    public const string Paused = "paused";

    /// <summary>Every prompt has its rewards.</summary>
    public const string Finished = "finished";

    /// <summary>Ended without a result; the reason says why, and a retry goes on where it stopped.</summary>
    public const string Failed = "failed";

    /// <summary>Ended by its owner or an admin.</summary>
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } = [Queued, Checking, Running, Paused, Finished, Failed, Cancelled];

    /// <summary>States in which a worker has, or will have, work.</summary>
    public static bool IsActive(string state) => state is Queued or Checking or Running;

    /// <summary>States that a run leaves only by a retry.</summary>
    public static bool IsEnded(string state) => state is Finished or Failed or Cancelled;
}

/// <summary>Who may see a run's result on the public leaderboard.</summary>
public static class RunVisibility
{
    /// <summary>Seen through its link only.</summary>
    public const string Private = "private";

    /// <summary>Waits for an admin's approval.</summary>
    public const string Requested = "requested";

    /// <summary>On the leaderboard.</summary>
    public const string Public = "public";

    /// <summary>An admin declined; the reason is in the timeline.</summary>
    public const string Declined = "declined";

    /// <summary>Was public; its place says that it was withdrawn.</summary>
    public const string Withdrawn = "withdrawn";

    public static IReadOnlyList<string> All { get; } = [Private, Requested, Public, Declined, Withdrawn];
}

/// <summary>Where a result's numbers come from. The values are public.</summary>
public static class Provenance
{
    /// <summary>A figure from elsewhere.</summary>
    public const string Published = "published";

    /// <summary>Recomputed here from uploaded scores.</summary>
    public const string Uploaded = "uploaded";

    /// <summary>Scored by this server.</summary>
    public const string Run = "run";
}
