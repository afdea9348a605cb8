using RewardBench2.Evaluation.Requests;
using RewardBench2.Storage;

namespace RewardBench2.Evaluation.Submissions;

/// <summary>
/// Names of models belong to who first showed a run of them in public, or to their publication. Whoever else submits one gets a run
/// all the same; an admin decides whether the leaderboard shows it.
/// </summary>
public sealed class ModelNames(ModelNameTable names)
{
    /// <summary>How the site's own reference models begin, which nobody else may be called.</summary>
    public const string Reserved = "baseline/";

    /// <summary>What is wrong with a visitor's choice of name; <c>null</c> when nothing is.</summary>
    public static Refusal? CheckReserved(string? model) =>
        model?.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase) is true
            ? new("model", $"Names that begin with {Reserved} are those of this site's own reference models. Choose another.")
            : null;

    /// <summary>Under which account a submission is made, and whether its name is somebody else's.</summary>
    public async Task<NameDecision> DecideAsync(SubmissionRequest request, Submitter submitter, CancellationToken cancellationToken)
    {
        var account = request.EarlierToken is { Length: > 0 } token
            ? await names.FindAccountAsync(request.Model!, ManageToken.Hash(token.Trim()), cancellationToken)
            : null;
        if (request.EarlierToken is { Length: > 0 } && account is null)
        {
            return new NameDecision(null, null, new Refusal("earlierToken", "No run of this model has that manage token. Leave the field empty, or give the token of an earlier run of this model."));
        }

        var claim = submitter.IsOperator ? null : await names.FindAsync(request.Model!, cancellationToken);
        return new NameDecision(account, claim is null || (account is not null && claim.Account == account) ? null : Explain(claim), Refusal: null);
    }

    /// <summary>Why the owner of a run cannot publish it; <c>null</c> when they can.</summary>
    public async Task<string?> WhyNotAsync(RunListing run, CancellationToken cancellationToken) =>
        await names.FindAsync(run.Model, cancellationToken) is { } claim
        && (claim.Account is null || claim.Account != await names.FindAccountOfRunAsync(run.RunId, cancellationToken))
            ? Explain(claim)
            : null;

    /// <summary>What stands under a name, for whoever decides.</summary>
    public static string Explain(NameClaim claim) => claim.RunId is { } run
        ? $"This name has a public run already ({run}, of {claim.ClaimedAt:yyyy-MM-dd}), by whoever holds its manage token. An admin decides whether the leaderboard shows another."
        : "This name has published figures. An admin decides whether the leaderboard shows a run beside them.";
}

/// <summary>What a name means for a submission.</summary>
/// <param name="Account">The account of the earlier run whose token was given; <c>null</c> for a new one.</param>
/// <param name="Taken">Why an admin has to decide; <c>null</c> when the name is free or the submitter's own.</param>
/// <param name="Refusal">What is wrong with the token; <c>null</c> when nothing is.</param>
public sealed record NameDecision(string? Account, string? Taken, Refusal? Refusal)
{
    /// <summary>A name that is nobody's, or that an operator decides on.</summary>
    public static NameDecision Free { get; } = new(Account: null, Taken: null, Refusal: null);
}
