using Microsoft.AspNetCore.Components.Authorization;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Storage;
using RewardBench2.Web.Admin;
using RewardBench2.Web.Admin.SignIn;

namespace RewardBench2.Web.Runs;

/// <summary>Tells whether the visitor of a page owns a run: by its manage link, or by the account that submitted it.</summary>
public sealed class RunOwner(AuthenticationStateProvider visitor, AuditedActions admins)
{
    public async Task<bool> MayControlAsync(RunRow run, string? manageToken) =>
        ManageToken.Matches(manageToken, run.ManageTokenHash) || (await AccountAsync() is { } account && account == run.Visitor);

    /// <summary>A private run is for its owner and for admins.</summary>
    public async Task<bool> MaySeeAsync(RunRow run, string? manageToken) =>
        !run.IsPrivate || await MayControlAsync(run, manageToken) || await admins.IsAdminAsync(CancellationToken.None);

    /// <summary>Who is signed in with an account, as runs name their visitors; <c>null</c> for everybody else.</summary>
    public async Task<string?> AccountAsync() => Account.KeyOf((await visitor.GetAuthenticationStateAsync()).User);
}
