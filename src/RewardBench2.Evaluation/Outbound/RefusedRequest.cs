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

        var reply = attempt.Reply;
        var error = ServerError.Read(reply);
        var words = withoutKey(error.Message);
        return reply.Status switch
        {
            401 => Stop($"The server wants another API key (401: {words}). Submit again with a key that is valid there."),
            403 when RefusedPrompt.IsFiltered(error) => new RequestRefusedException(reply.Status, error with { Message = words }),
            403 => Stop($"The server forbids this (403: {words}). Check what the API key may do, and whether the address is open to us."),
            404 => Stop($"The server knows no {path} or no such model (404: {words}). Check address, protocol and served model."),
            405 => Stop($"The server does not take POST at {path} (405: {words}). Check address and protocol."),
            >= 300 and < 400 => Stop(withoutKey(Redirect(reply))),
            402 => Stop($"The server wants to be paid first (402: {words}).", canResume: true),
            429 when error.IsUsedUp => Stop($"The account's quota on that server is used up (429: {words}). {Wait(reply)}", canResume: true),
            429 => Stop($"The server still answers “too many requests” after every repetition ({words}). {Wait(reply)}", canResume: true),
            400 or 413 or 422 => new RequestRefusedException(reply.Status, error with { Message = words }),
            _ => new PromptFailedException($"The server answered {reply.Status}: {words}.") { IsTransient = RetryRules.MayPass(reply.Status) },
        };
    }

    /// <summary>What to do about a redirect.</summary>
    public static string Redirect(EndpointResponse reply) =>
        $"The server redirects (status {reply.Status}){(reply.Location is { } place ? $" to {ServerError.Shorten(place, 200)}" : "")}, and redirects are not followed. Submit the final address.";

    private static string Wait(EndpointResponse reply) => reply.RetryAfter is { } wait
        ? $"It asks to be left alone for {wait.TotalMinutes:0.#} minutes; resume after that."
        : "Resume later, or with a lower concurrency.";

    private static RunStoppedException Stop(string message, bool canResume = false) => new(message, canResume);
}
