using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Storage;
using RewardBench2.Web.Access;
using RewardBench2.Web.Prompts;

namespace RewardBench2.Web.Api;

/// <summary>Doubts about prompts: raised by readers, settled by an admin, public once settled.</summary>
internal static class FlagsApi
{
    public static void MapFlagsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/flags", ReadAsync).WithTags("Flags").WithSummary("Settled flags, the newest first");
        api.MapPost("/prompts/{dataset}/{id}/flags", AddAsync)
            .WithTags("Flags")
            .WithSummary("Flags a prompt")
            .WithDescription($"reason is one of {string.Join(", ", FlagReason.All)}. An admin settles the flag.");
    }

    private static async Task<Ok<FlagsResponse>> ReadAsync(FlagTable flags, CancellationToken cancellationToken, string? dataset = null)
    {
        var rows = await flags.ReadAsync(dataset, state: null, cancellationToken);
        return TypedResults.Ok(new FlagsResponse([.. rows.Where(flag => flag.State != FlagState.Open).Select(FlagResponse.From)]));
    }

    private static async Task<Results<Created, ProblemHttpResult>> AddAsync(
        string dataset, string id, FlagRequest flag, PromptFlagging desk, VisitorNames visitors, HttpContext context, CancellationToken cancellationToken)
    {
        var visitor = await visitors.NameAsync(context, cancellationToken);
        return await desk.FlagAsync(dataset, id, flag.Reason, flag.Comment, visitor, cancellationToken) switch
        {
            { Refusal: null } => TypedResults.Created(),
            { IsTooMany: true, Refusal: var refusal } => Problems.TooMany(refusal),
            { IsMissing: true, Refusal: var refusal } => Problems.NotFound(refusal),
            { Refusal: var refusal } => Problems.BadRequest(refusal),
        };
    }
}

/// <summary>What <c>GET /flags</c> answers.</summary>
public sealed record FlagsResponse(IReadOnlyList<FlagResponse> Flags);

/// <summary>A settled flag.</summary>
/// <param name="State"><c>upheld</c> or <c>dismissed</c>.</param>
public sealed record FlagResponse(
    string Dataset, string Prompt, string Subset, string Reason, string Comment, string State, string? Answer, DateTimeOffset CreatedAt, DateTimeOffset? SettledAt)
{
    internal static FlagResponse From(FlagRow flag) => new(
        flag.Dataset, flag.Prompt, flag.Subset, flag.Reason, flag.Comment, flag.State, flag.Answer, flag.CreatedAt, flag.SettledAt);
}

/// <summary>A flag as a reader sends it.</summary>
/// <param name="Comment">What is wrong, in at most 1,000 characters.</param>
public sealed record FlagRequest(string? Reason, string? Comment);
