using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Checks;

/// <summary>Something that a probe saw and that says why nothing could be read.</summary>
/// <param name="Rank">How much it tells; the lowest tells most.</param>
/// <param name="Sentence">What happened and what to do.</param>
/// <param name="IsTransient">The same may work later.</param>
public sealed record ProbeSighting(ProbeSightingRank Rank, string Sentence, bool IsTransient = false)
{
    /// <summary>What a response tells by its status; <c>null</c> for one that tells nothing, such as a 404.</summary>
    public static ProbeSighting? From(HttpMethod method, string path, EndpointResponse response)
    {
        var said = ServerError.Read(response).Message;
        var asked = $"{method} {path}";
        return response.Status switch
        {
            // Other paths are asked for what a server says of itself: that it knows none of them is not a complaint.
            400 or 422 or 501 when method == HttpMethod.Get => null,
            400 or 422 or 501 => new(
                IsAboutSupport(said) || response.Status == 501 ? ProbeSightingRank.Unsupported : ProbeSightingRank.Refusal,
                $"The server rejected the request ({asked}, {response.Status}: {said}). Fix that, or name another protocol."),
            401 => new(ProbeSightingRank.Unauthorized, RefusedRequest.Unauthorized(said)),
            402 => new(ProbeSightingRank.Unpaid, RefusedRequest.PaymentRequired(said), IsTransient: true),
            403 => new(ProbeSightingRank.Forbidden, RefusedRequest.Forbidden(said, asked)),
            >= 300 and < 400 => new(ProbeSightingRank.Redirect, RefusedRequest.Redirect(response)),
            429 => new(ProbeSightingRank.TooMany, $"The server is rate-limiting requests (429: {said}). Resume later.", IsTransient: true),
            503 => new(ProbeSightingRank.Away, $"The server is not ready (503: {said}). Resume when it has finished loading.", IsTransient: true),
            >= 500 => new(ProbeSightingRank.Broken, $"The server failed ({asked}, {response.Status}: {said}). Check its log, then resume.", IsTransient: true),
            _ => null,
        };
    }

    /// <summary>What a good status tells whose response holds no reward.</summary>
    public static ProbeSighting From(UnreadableResponseException unreadable) => unreadable.IsTransient
        ? new(ProbeSightingRank.Unreadable, unreadable.Message)
        : new(ProbeSightingRank.NeedsAttribute, unreadable.Message);

    /// <summary>What a request tells that got no whole answer.</summary>
    public static ProbeSighting From(ConnectionFaultException fault) => new(ProbeSightingRank.NoAnswer, fault.Message, IsTransient: true);

    private static bool IsAboutSupport(string said) => said.Contains("support", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What tells most first.</summary>
public enum ProbeSightingRank
{
    /// <summary>A response was read but for the choice of one of its outputs.</summary>
    NeedsAttribute,

    /// <summary>The server's own words about what is wrong.</summary>
    Refusal,
    Unauthorized,
    Unpaid,
    Forbidden,
    Redirect,
    TooMany,
    Away,

    /// <summary>The server has the path, but not for this model.</summary>
    Unsupported,
    Unreadable,
    Broken,
    NoAnswer,
}
