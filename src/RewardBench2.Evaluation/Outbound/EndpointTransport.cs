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
    public string WithoutKey(string text) => secrets.Hide(text);

    /// <summary>Sends a request once. Key, headers and query go along only where the address has the submitted origin.</summary>
    /// <exception cref="ConnectionFaultException">No complete response came.</exception>
    /// <exception cref="UnreadableResponseException">The response is longer than allowed.</exception>
    public async Task<EndpointResponse> SendAsync(HttpMethod method, Uri url, string? body, CancellationToken cancellationToken)
    {
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
            var response = await ReadAsync(message, either.Token);
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
            var fault = ConnectionFaultException.From(Cause(exception, limit.IsCancellationRequested ? longest : null), url);
            Note(method, url, body, null, (fault ?? exception).Message);
            throw fault ?? exception;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<EndpointResponse> ReadAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var read = new EndpointResponse
        {
            Status = (int)response.StatusCode,
            Body = await BoundedBody.ReadAsync(response.Content, options, time, cancellationToken),
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
        _ => exception,
    };

    private void Note(HttpMethod method, Uri url, string? body, int? status, string response) =>
        _recording?.Add(new HttpExchange(method.Method, url.AbsoluteUri, Shown(body ?? ""), status, Shown(response)));

    private string Shown(string body) => HttpExchange.Cut(WithoutKey(body));
}
