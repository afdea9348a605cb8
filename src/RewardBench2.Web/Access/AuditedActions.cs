using System.Data.Common;
using Microsoft.AspNetCore.Components.Authorization;
using RewardBench2.Evaluation.Requests;
using RewardBench2.Exchange.Files;
using RewardBench2.Exchange.Hub;
using RewardBench2.Storage;
using RewardBench2.Web.Access.SignIn;

namespace RewardBench2.Web.Access;

/// <summary>
/// Through here goes everything that an admin does on a page: it looks each time whether the visitor is still signed
/// in, writes it into the log, and does it.
/// </summary>
public sealed partial class AuditedActions(AuthenticationStateProvider visitor, AdminSessions sessions, AdminLogTable log, ILogger<AuditedActions> logger)
{
    /// <param name="action">A verb phrase for the log, such as <c>approved a run</c>.</param>
    /// <param name="subject">What it is done to.</param>
    /// <param name="work">Returns why not; <c>null</c> when it was done.</param>
    /// <returns>Why not, and what to do; <c>null</c> when it was done and logged.</returns>
    public async Task<Refusal?> DoAsync(
        string action, string subject, string? detail, Func<Task<Refusal?>> work, CancellationToken cancellationToken)
    {
        try
        {
            var state = await visitor.GetAuthenticationStateAsync();
            if (await sessions.FindActorAsync(state.User, cancellationToken) is not { } actor)
            {
                return new Refusal("Your sign-in has ended; nothing was changed. Sign in again.");
            }

            return await log.DoAsync(actor, action, subject, detail, work, refusal => refusal.Detail);
        }
        catch (Exception refused) when (refused is StorageException or InvalidFileException or HubException)
        {
            return new Refusal(refused.Message);
        }
        catch (DbException failed)
        {
            NotDone(logger, action, subject, failed);
            return new Refusal("The database is not responding. Try again in a moment.");
        }
    }

    [LoggerMessage(LogLevel.Error, "An admin's action failed: {Action}, {Subject}.")]
    private static partial void NotDone(ILogger log, string action, string subject, Exception failed);
}
