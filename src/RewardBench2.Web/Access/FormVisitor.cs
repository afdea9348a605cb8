using Microsoft.AspNetCore.Components.Authorization;
using RewardBench2.Evaluation.Submissions;
using RewardBench2.Web.Access.SignIn;

namespace RewardBench2.Web.Access;

/// <summary>Who fills in a form that submits.</summary>
public sealed class FormVisitor(VisitorNames names, IHttpContextAccessor http, AuthenticationStateProvider visitor, AdminSessions sessions)
{
    private string? _name;

    /// <summary>Finds out who it is, for limits: known only while the page is asked for by HTTP, which every circuit begins with.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken) => _name = await names.LimitedNameAsync(http.HttpContext, cancellationToken);

    /// <summary>Whether an admin is signed in; looked up each time, since a sign-in may end while the page is open.</summary>
    public async Task<bool> IsAdminAsync(CancellationToken cancellationToken) =>
        await sessions.FindActorAsync((await visitor.GetAuthenticationStateAsync()).User, cancellationToken) is not null;

    /// <summary>As submissions name them.</summary>
    public async Task<Submitter> ToSubmitterAsync(CancellationToken cancellationToken) => new(_name, await IsAdminAsync(cancellationToken));
}
