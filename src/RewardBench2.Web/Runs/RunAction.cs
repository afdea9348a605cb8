using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Web.Runs;

/// <summary>Something that can be done with a run, behind a button.</summary>
/// <param name="Button">The button's label.</param>
/// <param name="Work">Does it, with the reason where one is asked for; returns why not, <c>null</c> when it was done.</param>
public sealed record RunAction(string Button, Func<string, Task<Refusal?>> Work)
{
    /// <summary>The button that most come for. Defaults to none.</summary>
    public bool IsMain { get; init; }

    /// <summary>What is asked first, where something is lost. Defaults to nothing.</summary>
    public string? Question { get; init; }

    /// <summary>The answer that lets it happen.</summary>
    public string Yes { get; init; } = "Yes";

    /// <summary>Whether a reason has to be given, which the run's owner reads.</summary>
    public bool AsksWhy { get; init; }

    /// <summary>How each transition of a run looks as a button.</summary>
    /// <param name="work">Does it, with the reason where one is asked for.</param>
    public static RunAction For(RunTransition transition, Func<string, Task<Refusal?>> work) =>
        transition == RunTransitions.Pause ? new("Pause", work)
        : transition == RunTransitions.Resume ? new("Resume", work) { IsMain = true }
        : transition == RunTransitions.Retry ? new("Retry what is missing", work) { IsMain = true }
        : transition == RunTransitions.AskToPublish ? new("Ask to publish", work) { IsMain = true }
        : transition == RunTransitions.Publish ? new("Publish", work) { IsMain = true }
        : transition == RunTransitions.Decline
            ? new("Decline …", work) { Question = "Keep it off the leaderboard?", Yes = "Decline", AsksWhy = true }
        : transition == RunTransitions.Withdraw
            ? new("Withdraw …", work)
            {
                Question = "Take it off the leaderboard? The timeline and the model's page will say so.", Yes = "Yes, withdraw it",
            }
        : transition == RunTransitions.TakeRequestBack ? new("Withdraw the request", work)
        : transition == RunTransitions.Cancel
            ? new("Cancel …", work) { Question = "End this run? Scores so far are kept, and a retry continues from there.", Yes = "Yes, cancel it" }
        : transition == RunTransitions.Delete
            ? new("Delete …", work) { Question = "Delete this run with its scores and its timeline? This cannot be undone.", Yes = "Yes, delete it" }
        : throw new ArgumentOutOfRangeException(nameof(transition), transition.Name, "No button is known for this transition.");
}
