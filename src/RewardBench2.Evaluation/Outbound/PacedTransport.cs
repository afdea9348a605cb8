namespace RewardBench2.Evaluation.Outbound;

/// <summary>Sends requests and gives those up that take far longer than the server needs for others.</summary>
public sealed class PacedTransport(EndpointTransport transport, TimeSpan longest, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly ResponsePace _pace = new(longest);

    /// <inheritdoc cref="EndpointTransport.SendAsync"/>
    /// <param name="attempt">0 for the first; each repetition is given twice as long.</param>
    /// <param name="isLate">Called, perhaps more than once, when the response is late.</param>
    public async Task<EndpointResponse> SendAsync(
        HttpMethod method, Uri url, string? body, int attempt, Action isLate, CancellationToken cancellationToken)
    {
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = time.GetTimestamp();
        await using var watch = time.CreateTimer(_ => Look(), state: null, LookEvery, LookEvery);
        try
        {
            var response = await transport.SendAsync(method, url, body, givenUp.Token);
            _pace.Note(time.GetElapsedTime(started));
            return response;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            var waited = time.GetElapsedTime(started).TotalSeconds;
            throw ConnectionFaultException.From(
                new TimeoutException($"no response within {waited:0} s, far longer than other requests take", exception), url)!;
        }

        void Look()
        {
            var waited = time.GetElapsedTime(started);
            if (waited >= _pace.LateAfter)
            {
                isLate();
            }

            if (waited >= _pace.Deadline(attempt))
            {
                givenUp.Cancel();
            }
        }
    }
}
