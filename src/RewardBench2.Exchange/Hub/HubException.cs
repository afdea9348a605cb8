using System.Net;
using RewardBench2.Exchange.Files;

namespace RewardBench2.Exchange.Hub;

/// <summary>The hub could not be reached or does not have what was asked for. The message is one line: what happened and what to do.</summary>
public sealed class HubException(string message, Exception? inner = null) : Exception(Excerpt.OneLine(message), inner)
{
    /// <summary>Everybody may know of the repository, and those read it who have accepted its terms.</summary>
    public bool IsGated { get; internal init; }

    /// <summary>What the hub answered, where it did.</summary>
    internal HttpStatusCode? Status { get; init; }

    /// <summary>The hub says that it is the revision that is missing, not the repository.</summary>
    internal bool IsAboutRevision { get; init; }

    /// <summary>The same request may well succeed in a moment.</summary>
    internal bool IsTransient { get; init; }

    /// <summary>When the hub says to ask again.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
