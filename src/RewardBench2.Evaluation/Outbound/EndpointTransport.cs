using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>Sends single requests to one submitted address and reads their responses within bounds of size and time.</summary>
public sealed class EndpointTransport(EndpointAddress address, EndpointSecrets secrets, EndpointOptions options, TimeProvider time) : IDisposable
{
    // Some servers and most firewalls refuse clients that do not say what they are.
    private static readonly ProductInfoHeaderValue UserAgent =
        new("RewardBench2", typeof(EndpointTransport).Assembly.GetName().Version?.ToString(fieldCount: 2) ?? "1.0");

    private readonly HttpClient _http =
        new(PublicAddressesOnly.CreateHandler(options)) { Timeout = Timeout.InfiniteTimeSpan };

    private ExchangeRecording? _recording;

    /// <summary>A probe or a canary listens, so nothing comes from the cache.</summary>
    public bool IsRecording => _recording is not null;

    /// <summary>Records every exchange until the recording is disposed of.</summary>
    public ExchangeRecording Record() => _recording = new ExchangeRecording(_ => _recording = null);

    /// <inheritdoc cref="EndpointSecrets.Hide"/>
    public string HideSecrets(string text) => secrets.Hide(text);

    /// <summary>Foreign text without key, headers and address, in case a server repeats them.</summary>
    public string WithoutKey(string text) => address.Hide(secrets.Hide(text));

    /// <summary>Sends a request once. Key, headers and query go along only where the address has the submitted origin.</summary>
    /// <param name="begun">Called when the response begins.</param>
    /// <exception cref="ConnectionFaultException">No whole answer came.</exception>
    /// <exception cref="UnreadableResponseException">The answer is longer than allowed.</exception>
    public async Task<EndpointResponse> SendAsync(EndpointRequestMessage request, Action begun, CancellationToken cancellationToken)
    {
        var (method, url, body, _, _) = request;
        using var message = new HttpRequestMessage(method, url);
        message.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        message.Headers.UserAgent.Add(UserAgent);
        if (address.HasOrigin(url))
        {
            url = message.RequestUri = new Uri(url.AbsoluteUri + address.Query);
            secrets.AddTo(message.Headers);
        }

        // Only a probe gets, and what a server says of itself it says soon.
        var longest = method == HttpMethod.Get ? options.AskTimeout : options.AttemptTimeout;
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await ReadAsync(message, request, begun, either.Token);
            Note(method, url, body, response.Status, response.Body);
            return response;
        }
        catch (UnreadableResponseException tooLong)
        {
            Note(method, url, body, null, tooLong.Message);
            throw;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var fault = ConnectionFaultException.From(Cause(exception, limit.IsCancellationRequested ? longest : null), url, address.Called);
            Note(method, url, body, null, (fault ?? exception).Message);
            throw fault ?? exception;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<EndpointResponse> ReadAsync(
        HttpRequestMessage message, EndpointRequestMessage request, Action begun, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        begun();
        var read = new EndpointResponse
        {
            Status = (int)response.StatusCode,
            Body = await BoundedBody.ReadAsync(response.Content, request.MostBytes, request.Share, options.IdleTimeout, time, cancellationToken),
            Server = response.Headers.Server.ToString() is { Length: > 0 } server ? server : null,
            RetryAfter = RetryAfter.Read(response.Headers, (int)response.StatusCode, time.GetUtcNow()),
            Location = response.Headers.Location?.ToString(),
            Elapsed = Stopwatch.GetElapsedTime(started),
        };
        return read is { Status: 429, RetryAfter: null }
            ? read with { RetryAfter = RetryAfter.ReadMessage(ServerError.Read(read).Message, time.GetUtcNow()) }
            : read;
    }

    private Exception Cause(Exception exception, TimeSpan? outOfTime) => exception switch
    {
        OperationCanceledException when outOfTime is { } limit =>
            new TimeoutException($"no complete response within {limit.TotalSeconds:0.###} s", exception),
        OperationCanceledException =>
            new TimeoutException($"no connection within {options.ConnectTimeout.TotalSeconds:0.###} s", exception),
        HttpRequestException { InnerException: TimeoutException late } => late,
        _ => exception,
    };

    private void Note(HttpMethod method, Uri url, string? body, int? status, string response) =>
        _recording?.Add(new HttpExchange(method.Method, url.AbsoluteUri, Shown(body ?? ""), status, Shown(response)));

    private string Shown(string body) => HttpExchange.Cut(WithoutKey(body));
}

/// <summary>One request, and how much of its response is read.</summary>
/// <param name="MostBytes">The longest response, decompressed.</param>
/// <param name="Share">Takes room for a long response.</param>
public sealed record EndpointRequestMessage(HttpMethod Method, Uri Url, string? Body, int MostBytes, ResponseRoom.Share Share);
