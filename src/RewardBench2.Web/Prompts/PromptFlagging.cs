using RewardBench2.Storage;

namespace RewardBench2.Web.Prompts;

/// <summary>Takes readers' flags: checks them, and holds each reader to a few an hour.</summary>
public sealed class PromptFlagging(FlagTable flags, ExplorerCache snapshots)
{
    /// <summary>Flags one visitor may raise in an hour.</summary>
    public const int MostPerHour = 10;

    /// <summary>Characters of a comment.</summary>
    public const int LongestComment = 1000;

    /// <param name="visitor">Who flags, as <see cref="Access.VisitorNames"/> tells visitors apart.</param>
    public async Task<FlagOutcome> FlagAsync(
        string dataset, string id, string? reason, string? comment, string visitor, CancellationToken cancellationToken)
    {
        if (reason is null || !FlagReason.All.Contains(reason))
        {
            return new FlagOutcome($"Give a reason: one of {string.Join(", ", FlagReason.All)}.");
        }

        var text = (comment ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        if (text.Length is 0 or > LongestComment)
        {
            return new FlagOutcome($"Say what is wrong, in at most {LongestComment} characters.");
        }

        if (await snapshots.ReadAsync(dataset, cancellationToken) is not { } snapshot || snapshot.PlaceOf(id) is not { } place)
        {
            return new FlagOutcome($"There is no prompt '{id}' in a dataset '{dataset}' here.") { IsMissing = true };
        }

        var flag = new NewFlag(snapshot.Prompts[place].PromptId, reason, text, visitor);
        return await flags.AddAsync(flag, MostPerHour, cancellationToken) switch
        {
            FlagRefusal.FlaggedBefore => new FlagOutcome("Your flag of this prompt is waiting to be settled already."),
            FlagRefusal.TooMany => new FlagOutcome($"More than {MostPerHour} flags in an hour came from you. Try again later.") { IsTooMany = true },
            _ => new FlagOutcome(Refusal: null),
        };
    }
}

/// <summary>The outcome of a flag.</summary>
/// <param name="Refusal">Why it was not taken, and what to do; <c>null</c> when it was.</param>
public sealed record FlagOutcome(string? Refusal)
{
    public bool IsTooMany { get; init; }
    public bool IsMissing { get; init; }
}
