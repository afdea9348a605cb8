namespace RewardBench2.Evaluation.Outbound;

/// <summary>One request and its response, as shown to the submitter.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Url">Where it went.</param>
/// <param name="Request">The exact body sent, cut when long; empty for GET. Headers, and so keys, are left out.</param>
/// <param name="Status">The HTTP status; <c>null</c> when no response came.</param>
/// <param name="Response">The body received, cut when long; or what went wrong.</param>
public sealed record HttpExchange(string Method, string Url, string Request, int? Status, string Response)
{
    /// <summary>Longer bodies are cut here for display.</summary>
    public const int BodyLimit = 4_000;

    /// <summary>A body cut for display, with the number of characters left out.</summary>
    public static string Cut(string body) =>
        body.Length <= BodyLimit ? body : $"{body[..BodyLimit]}… ({body.Length - BodyLimit:N0} more characters)";
}

/// <summary>Listens to a client while a probe or a canary runs. The cache is left aside meanwhile.</summary>
public sealed class ExchangeRecording(Action<ExchangeRecording> end) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<HttpExchange> _exchanges = [];

    public IReadOnlyList<HttpExchange> Exchanges
    {
        get
        {
            lock (_lock)
            {
                return [.. _exchanges];
            }
        }
    }

    public void Add(HttpExchange exchange)
    {
        lock (_lock)
        {
            _exchanges.Add(exchange);
        }
    }

    public void Dispose() => end(this);
}
