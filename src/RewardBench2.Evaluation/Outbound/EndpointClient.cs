using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polly;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Drives one run's endpoint: paced, repeated, metered, capped, cached, and never led elsewhere.</summary>
public sealed class EndpointClient : IAsyncDisposable
{
    // Readable text in what is shown to the submitter, and smaller requests; nothing here is put into HTML unescaped.
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly EndpointOptions _options;
    private readonly RunCaps _caps;
    private readonly IResponseCache _cache;
    private readonly EndpointTransport _transport;
    private readonly ResponseRoom _room;
    private readonly PacedTransport _paced;
    private readonly AdaptiveGate _gate;
    private readonly ResiliencePipeline<Attempt> _repeated;
    private readonly ResiliencePipeline<Attempt> _asked;

    public EndpointClient(
        EndpointAddress address, EndpointSecrets secrets, EndpointOptions options, RunMeter meter, RunCaps caps, IResponseCache cache, TimeProvider time)
    {
        Address = address;
        Meter = meter;
        Changes = new RequestChanges(change => meter.NoteChange(WithoutKey(change)));
        _options = options;
        _caps = caps;
        _cache = cache;
        _room = new ResponseRoom(options.Responses.UnderWay);
        _transport = new EndpointTransport(address, secrets, options, time);
        _paced = new PacedTransport(_transport, options, time);
        _gate = new AdaptiveGate(options.StartConcurrency, options.MaxConcurrency, time, meter.ShowPace);
        _repeated = RetryRules.Build(options, time, NoteRetry);

        // Somebody is waiting for the result of a probe: a server that is away is reported soon.
        _asked = RetryRules.Build(options with { MaxRetries = Math.Min(1, options.MaxRetries) }, time, NoteRetry);
    }

    public EndpointAddress Address { get; private set; }

    public RunMeter Meter { get; }

    public RequestChanges Changes { get; }

    /// <summary>How long responses may be, and how much of them is kept.</summary>
    public ResponseBounds Bounds => _options.Responses;

    /// <inheritdoc cref="EndpointTransport.IsRecording"/>
    public bool IsRecording => _transport.IsRecording;

    /// <summary>Posts a request and reads its response, in as many attempts as it takes.</summary>
    /// <remarks>
    /// The address lies below <see cref="Address"/>. The request is sent with the changes the server asked for before.
    /// The reader throws <see cref="UnreadableResponseException"/> when a good status comes with no usable response.
    /// </remarks>
    /// <exception cref="PromptFailedException">This request cannot be answered.</exception>
    /// <exception cref="RequestRefusedException">The server refused this very request.</exception>
    /// <exception cref="RunStoppedException">No request can be answered: wrong key, wrong path, server away, cap reached.</exception>
    public Task<T> PostAsync<T>(Uri url, JsonObject request, Func<EndpointResponse, T> read, CancellationToken cancellationToken)
        where T : notnull => PostAsync(url, request, read, new ExpectedResponse(Bounds.Introduction), cancellationToken);

    /// <param name="expected">How long the response may be, and whether it is kept.</param>
    /// <inheritdoc cref="PostAsync{T}(Uri, JsonObject, Func{EndpointResponse, T}, CancellationToken)"/>
    public async Task<T> PostAsync<T>(
        Uri url, JsonObject request, Func<EndpointResponse, T> read, ExpectedResponse expected, CancellationToken cancellationToken)
        where T : notnull
    {
        while (true)
        {
            var changed = Changes.Apply(request);
            var body = changed.ToJsonString(Readable);
            var key = ResponseKey.Compute(url, changed["model"]?.ToString(), body);
            if (await FindAsync(key, cancellationToken) is { } kept)
            {
                return read(kept);
            }

            var attempt = await RepeatAsync(HttpMethod.Post, url, body, response => read(response), expected.MostBytes, cancellationToken);
            if (attempt.Value is T value)
            {
                if (expected.IsKept)
                {
                    await StoreAsync(key, attempt.Response.Body, cancellationToken);
                }

                return value;
            }

            if (attempt.Response.Status is 400 or 422 && Changes.TryLearn(changed, ServerError.Read(attempt.Response)))
            {
                continue;
            }

            var refusal = RefusedRequest.Explain(Address.PathOf(url), attempt, WithoutKey);
            throw refusal is PromptFailedException failure ? GiveUp(failure) : refusal;
        }
    }

    /// <summary>Sends a request and returns whatever status comes back: for finding out what a server is.</summary>
    /// <exception cref="ConnectionFaultException">This request got no complete response; another one may.</exception>
    /// <exception cref="UnreadableResponseException">The response is too long, or cannot be decompressed.</exception>
    /// <exception cref="RunStoppedException">Nobody answers there.</exception>
    public async Task<EndpointResponse> TryAsync(HttpMethod method, Uri url, JsonObject? request, CancellationToken cancellationToken)
    {
        try
        {
            var attempt = await ExecuteAsync(_asked, method, url, request?.ToJsonString(Readable), read: null, Bounds.Introduction, cancellationToken);
            return attempt.Unreadable is { } unreadable ? throw unreadable : attempt.Response;
        }
        catch (ConnectionFaultException fault) when (fault.Kind is ConnectionFaultKind.Unreachable or ConnectionFaultKind.Forbidden)
        {
            throw Stop(fault);
        }
    }

    /// <summary>From now on requests go to the submitted address as it stands.</summary>
    public void UseWholeAddress() => Address = Address.AsWhole();

    /// <summary>Notes that a request was given up, and hands back the failure.</summary>
    public PromptFailedException GiveUp(PromptFailedException failure)
    {
        Meter.NoteError(failure.Message);
        return failure;
    }

    /// <inheritdoc cref="EndpointTransport.Record"/>
    public ExchangeRecording Record() => _transport.Record();

    /// <inheritdoc cref="EndpointSecrets.Hide"/>
    public string HideSecrets(string text) => _transport.HideSecrets(text);

    /// <inheritdoc cref="EndpointTransport.WithoutKey"/>
    public string WithoutKey(string text) => _transport.WithoutKey(text);

    public ValueTask DisposeAsync()
    {
        _transport.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<EndpointResponse?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (_transport.IsRecording || await _cache.FindAsync(key, cancellationToken) is not { } kept)
        {
            return null;
        }

        Meter.CountCacheHit();
        return new EndpointResponse { Status = 200, Body = kept };
    }

    // What is too long to keep is asked for again where the run is resumed.
    private Task StoreAsync(string key, string response, CancellationToken cancellationToken) =>
        _transport.IsRecording || response.Length > Bounds.Kept || !Meter.TryKeep(response.Length, Bounds.KeptPerRun)
            ? Task.CompletedTask
            : _cache.StoreAsync(key, HideSecrets(response), cancellationToken);

    private async Task<Attempt> RepeatAsync(
        HttpMethod method, Uri url, string? body, Func<EndpointResponse, object>? read, int mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            return await ExecuteAsync(_repeated, method, url, body, read, mostBytes, cancellationToken);
        }
        catch (ConnectionFaultException fault) when (fault.Kind is ConnectionFaultKind.Broken or ConnectionFaultKind.TimedOut)
        {
            throw GiveUp(new PromptFailedException(fault.Message, fault) { IsTransient = true });
        }
        catch (ConnectionFaultException fault)
        {
            throw Stop(fault);
        }
    }

    private async Task<Attempt> ExecuteAsync(
        ResiliencePipeline<Attempt> pipeline,
        HttpMethod method,
        Uri url,
        string? body,
        Func<EndpointResponse, object>? read,
        int mostBytes,
        CancellationToken cancellationToken)
    {
        var attempt = 0;
        return await pipeline.ExecuteAsync(async token => await AttemptAsync(method, url, body, read, mostBytes, attempt++, token), cancellationToken);
    }

    private RunStoppedException Stop(ConnectionFaultException fault)
    {
        Meter.NoteError(fault.Message);
        return new RunStoppedException(fault.Message, canResume: fault.Kind != ConnectionFaultKind.Forbidden, fault);
    }

    private async Task<Attempt> AttemptAsync(
        HttpMethod method, Uri url, string? body, Func<EndpointResponse, object>? read, int mostBytes, int attempt, CancellationToken cancellationToken)
    {
        using var place = await _gate.EnterAsync(cancellationToken);
        using var share = _room.Open();
        Meter.CountRequest(_caps);
        var response = new EndpointResponse { Status = 200, Body = "" };
        try
        {
            response = await _paced.SendAsync(new EndpointRequestMessage(method, url, body, mostBytes, share), attempt, place.GiveToOthers, cancellationToken);
            if (RetryRules.IsOverload(response.Status))
            {
                Meter.CountTooManyRequests();
                place.Refuse(response.RetryAfter > _options.LongestDelay ? null : response.RetryAfter);
            }

            if (!response.IsSuccess || read is null)
            {
                return new Attempt(response);
            }

            var estimate = new TokenUsage(TokenUsage.Estimate(body?.Length ?? 0), Output: 0);
            Meter.CountUsage(TokenUsage.Read(response.ReadJson()) ?? estimate, _caps);
            return new Attempt(response, read(response));
        }
        catch (UnreadableResponseException unreadable)
        {
            return new Attempt(response, Unreadable: unreadable);
        }
    }

    private void NoteRetry(string reason)
    {
        Meter.CountRetry();
        Meter.NoteError(WithoutKey(reason));
    }
}
