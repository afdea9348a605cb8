using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Evaluation.Checks;

/// <summary>Something that a probe saw and that says why nothing could be read.</summary>
/// <param name="Rank">How much it tells; the lowest tells most.</param>
/// <param name="Sentence">What happened and what to do.</param>
/// <param name="MayPass">The same may work later.</param>
public sealed record ProbeSighting(ProbeSightingRank Rank, string Sentence, bool MayPass = false)
{
    /// <summary>What a response tells by its status; <c>null</c> for one that tells nothing, such as a 404.</summary>
    public static ProbeSighting? From(HttpMethod method, string path, EndpointResponse reply)
    {
        var said = ServerError.Read(reply).Message;
        var asked = $"{method} {path}";
        return reply.Status switch
        {
            // Other paths are asked for what a server says of itself: that it knows none of them is not a complaint.
            400 or 422 or 501 when method == HttpMethod.Get => null,
            400 or 422 or 501 => new(
                IsAboutSupport(said) || reply.Status == 501 ? ProbeSightingRank.Unsupported : ProbeSightingRank.Refusal,
                $"The server refuses what it was asked ({asked}, {reply.Status}: {said}). Mend that, or name another protocol."),
            401 => new(ProbeSightingRank.Unauthorized, Unauthorized(reply)),
            402 => new(ProbeSightingRank.Unpaid, $"The server wants to be paid first (402: {said}).", MayPass: true),
            403 => new(ProbeSightingRank.Forbidden, $"The server forbids this ({asked}, 403: {said}). Check what the API key may do, and whether the address is open to us."),
            >= 300 and < 400 => new(ProbeSightingRank.Redirect, RefusedRequest.Redirect(reply)),
            429 => new(ProbeSightingRank.TooMany, $"The server answers “too many requests” (429: {said}). Resume later.", MayPass: true),
            503 => new(ProbeSightingRank.Away, $"The server is not ready (503: {said}). Resume when it has finished loading.", MayPass: true),
            >= 500 => new(ProbeSightingRank.Broken, $"The server failed ({asked}, {reply.Status}: {said}). Look into its log and resume.", MayPass: true),
            _ => null,
        };
    }

    /// <summary>What a good status tells whose response holds no reward.</summary>
    public static ProbeSighting From(UnreadableResponseException unreadable) => unreadable.MayPass
        ? new(ProbeSightingRank.Unreadable, unreadable.Message)
        : new(ProbeSightingRank.NeedsAttribute, unreadable.Message);

    /// <summary>What a request tells that got no whole answer.</summary>
    public static ProbeSighting From(ConnectionFaultException fault) => new(ProbeSightingRank.NoAnswer, fault.Message, MayPass: true);

    /// <summary>What to do about a missing or wrong key.</summary>
    public static string Unauthorized(EndpointResponse reply) =>
        $"The server wants {(reply.Body.Length > 0 ? "another" : "an")} API key (401: {ServerError.Read(reply).Message}). Submit again with a key that is valid there.";

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
