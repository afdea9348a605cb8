using Microsoft.AspNetCore.Http.HttpResults;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;

namespace RewardBench2.Web.Api;

/// <summary>Who may see and control a run through the API.</summary>
internal static class RunAccess
{
    public static ProblemHttpResult Forbidden { get; } = Problems.Forbidden(
        "The manage token is missing or not this run's. Send 'Authorization: Bearer MANAGE_TOKEN' as the submission answered it.");

    /// <summary>The run, or why it is not shown. A private run looks like none to those without its token.</summary>
    public static async Task<(RunRow? Run, ProblemHttpResult? Refused)> FindAsync(
        RunTable runs, string runId, HttpRequest request, CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(runId, cancellationToken);
        return run is null || (run.IsPrivate && !MayControl(run, request))
            ? (null, Problems.NotFound("There is no such run, or it is private. A private run takes 'Authorization: Bearer MANAGE_TOKEN'."))
            : (run, null);
    }

    public static bool MayControl(RunRow run, HttpRequest request) => ManageToken.Matches(BearerToken(request), run.ManageTokenHash);

    private static string? BearerToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
    }
}
