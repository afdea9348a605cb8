
namespace RewardBench2.Evaluation.Outbound;

/// <summary>Says what a refused request means for its prompt and for the run.</summary>
public static class RefusedRequest
{
    /// <summary>The exception that ends the request: of the prompt alone, or of the run.</summary>
    /// <param name="path">Where the request went, as it may be shown.</param>
    public static Exception Explain(string path, Attempt attempt, Func<string, string> withoutKey)
    {
        if (attempt.Unreadable is { } unreadable)
        {
            return new PromptFailedException(withoutKey(unreadable.Message), unreadable);
        }

        var response = attempt.Response;
        var error = ServerError.Read(response);
        var message = withoutKey(error.Message);
        return response.Status switch
        {
            401 => Stop(Unauthorized(message)),
            _ when error.IsUsedUp => Stop($"The account's quota on that server is used up ({response.Status}: {message}). {Wait(response)}", canResume: true),
            451 => new RequestRefusedException(response.Status, error with { Message = message, Code = "content_filter" }),
            >= 400 when RefusedPrompt.IsFiltered(error) => new RequestRefusedException(response.Status, error with { Message = message }),
            403 => Stop(Forbidden(message)),
            404 => Stop($"The server has no {path}, or no such model (404: {message}). Check the address, the protocol and the served model."),
            405 => Stop($"The server does not accept POST at {path} (405: {message}). Check the address and the protocol."),
            >= 300 and < 400 => Stop(withoutKey(Redirect(response))),
            402 => Stop(PaymentRequired(message), canResume: true),
            429 => Stop($"The server kept rate-limiting requests, however often they were retried (429: {message}). {Wait(response)}", canResume: true),
            400 or 413 or 422 => new RequestRefusedException(response.Status, error with { Message = message }),
            _ => new PromptFailedException($"The server responded with {response.Status}: {message}.") { IsTransient = RetryRules.IsTransient(response.Status) },
        };
    }

    /// <summary>What to do about a missing or wrong key.</summary>
    /// <param name="said">The server's explanation.</param>
    public static string Unauthorized(string said) =>
        $"The server requires a valid API key (401: {said}). Submit again with a key that it accepts.";

    /// <summary>What to do about an account without credit.</summary>
    /// <inheritdoc cref="Unauthorized"/>
    public static string PaymentRequired(string said) => $"The server requires payment (402: {said}). Resume when the account has credit.";

    /// <summary>What to do about a key that may not do this.</summary>
    /// <inheritdoc cref="Unauthorized"/>
    /// <param name="request">Which request was refused; <c>null</c> where that is plain.</param>
    public static string Forbidden(string said, string? request = null) =>
        $"The server denied access ({(request is null ? "" : $"{request}, ")}403: {said}). Check the API key's permissions, and whether the address accepts requests from this site.";

    /// <summary>What to do about a redirect.</summary>
    public static string Redirect(EndpointResponse response) =>
        $"The server redirects (status {response.Status}){(response.Location is { } place ? $" to {ServerError.Shorten(place, 200)}" : "")}, and redirects are not followed. Submit the final address.";

    private static string Wait(EndpointResponse response) => response.RetryAfter is { } wait
        ? $"It asks for a pause of {wait.TotalMinutes:0.#} minutes; resume after that."
        : "Resume later, or with a lower concurrency.";

    private static RunStoppedException Stop(string message, bool canResume = false) => new(message, canResume);
}
