using System.Security.Claims;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;
using RewardBench2.Web.Access.SignIn;

namespace RewardBench2.Web.Access;

/// <summary>The one rule of who may see a run and who may control it, for pages, the API and the live hub.</summary>
public sealed class RunAccess(RunTable runs, AdminSessions sessions)
{
    /// <summary>Its owner holds the manage token, or is signed in with the account that submitted it.</summary>
    public static RunRole RoleOf(RunRow run, RunCredentials shown) =>
        ManageToken.Matches(shown.ManageToken, run.ManageTokenHash) || (shown.Account is { } account && account == run.Visitor) ? RunRole.Owner
        : shown.Admin is not null ? RunRole.Admin
        : RunRole.Anyone;

    /// <summary>A private run is for its owner and for admins; to everyone else it is as if it were not there.</summary>
    public static bool MaySee(RunRow run, RunRole role) => !run.IsPrivate || role != RunRole.Anyone;

    /// <summary>The run; <c>null</c> when there is none, or it is not to be seen.</summary>
    public async Task<RunRow?> FindAsync(string runId, RunCredentials shown, CancellationToken cancellationToken) =>
        await runs.FindAsync(runId, cancellationToken) is { } run && MaySee(run, RoleOf(run, shown)) ? run : null;

    /// <summary>What the visitor of a page shows.</summary>
    public async Task<RunCredentials> CredentialsAsync(ClaimsPrincipal visitor, string? manageToken, CancellationToken cancellationToken) =>
        new(manageToken, Account.KeyOf(visitor), await sessions.FindActorAsync(visitor, cancellationToken));
}

/// <summary>What someone shows who asks for a run.</summary>
/// <param name="Account">The account they are signed in with, as runs name their visitors.</param>
/// <param name="Admin">The admin they are signed in as, as the log names them.</param>
public sealed record RunCredentials(string? ManageToken = null, string? Account = null, string? Admin = null);

/// <summary>What someone is to a run.</summary>
public enum RunRole
{
    Anyone,
    Owner,
    Admin,
}
