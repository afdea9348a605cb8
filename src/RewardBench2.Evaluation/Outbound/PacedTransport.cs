namespace RewardBench2.Evaluation.Outbound;

/// <summary>Sends requests and gives those up whose response begins far later than the server needs for others.</summary>
public sealed class PacedTransport(EndpointTransport transport, EndpointOptions options, TimeProvider time)
{
    private readonly ResponsePace _pace = new(options);
    private readonly TimeSpan _lookEvery = TimeSpan.FromMilliseconds(Math.Clamp(options.ShortestBeginning.TotalMilliseconds / 4, 5, 250));

    /// <inheritdoc cref="EndpointTransport.SendAsync"/>
    /// <param name="attempt">0 for the first; each repetition is given twice as long.</param>
    /// <param name="isLate">Called, perhaps more than once, when the response is late.</param>
    public async Task<EndpointResponse> SendAsync(EndpointRequestMessage request, int attempt, Action isLate, CancellationToken cancellationToken)
    {
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = time.GetTimestamp();
        TimeSpan? began = null;
        await using var watch = time.CreateTimer(_ => Look(), state: null, _lookEvery, _lookEvery);
        try
        {
            var response = await transport.SendAsync(request, () => began = time.GetElapsedTime(started), givenUp.Token);

            // How fast a server refuses, or says what it is, tells nothing of how fast it rewards.
            if (response.IsSuccess && request.Method == HttpMethod.Post)
            {
                _pace.Note(began ?? TimeSpan.Zero, time.GetElapsedTime(started));
            }

            return response;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            isLate();
            var waited = time.GetElapsedTime(started).TotalSeconds;
            throw ConnectionFaultException.From(
                new TimeoutException($"no answer within {waited:0.#} s{(_pace.IsKnown ? ", far longer than it needs for other requests" : "")}", exception), request.Url)!;
        }

        void Look()
        {
            var waited = time.GetElapsedTime(started);
            if (waited >= _pace.LateAfter)
            {
                isLate();
            }

            if (began is null && waited >= _pace.Deadline(request.Method, attempt))
            {
                givenUp.Cancel();
            }
        }
    }
}
