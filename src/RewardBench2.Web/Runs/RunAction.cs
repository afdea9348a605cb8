namespace RewardBench2.Web.Runs;

/// <summary>Something that can be done with a run, behind a button.</summary>
/// <param name="Button">The button's label.</param>
/// <param name="Work">Does it, with the reason where one is asked for; answers why not, <c>null</c> when it was done.</param>
public sealed record RunAction(string Button, Func<string, Task<string?>> Work)
{
    /// <summary>The button that most come for. Defaults to none.</summary>
    public bool IsMain { get; init; }

    /// <summary>What is asked first, where something is lost. Defaults to nothing.</summary>
    public string? Question { get; init; }

    /// <summary>The answer that lets it happen.</summary>
    public string Yes { get; init; } = "Yes";

    /// <summary>Whether a reason has to be given, which the run's owner reads.</summary>
    public bool AsksWhy { get; init; }
}
