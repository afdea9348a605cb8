using System.Net.Sockets;
using System.Security.Authentication;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>A request that got no response. The message says why, fit for visitors.</summary>
public sealed class ConnectionFaultException(string message, ConnectionFaultKind kind, Exception inner) : Exception(message, inner)
{
    /// <summary>What went wrong, which decides what happens next.</summary>
    public ConnectionFaultKind Kind { get; } = kind;

    /// <summary>Trying again may help.</summary>
    public bool IsTransient => Kind is ConnectionFaultKind.Unreachable or ConnectionFaultKind.Broken or ConnectionFaultKind.TimedOut;

    /// <summary>Names the fault behind an exception of the HTTP stack; <c>null</c> when it is none.</summary>
    /// <param name="place">How the server is called in the message. Its address is its submitter's, and messages are public.</param>
    public static ConnectionFaultException? From(Exception exception, Uri url, string place = "The server")
    {
        return exception switch
        {
            _ when Find<PrivateServerAwayException>(exception) is not null =>
                new($"{place} cannot be reached. Is it running, and reachable from here?", ConnectionFaultKind.Unreachable, exception),
            _ when Find<AddressNotPublicException>(exception) is { } refused =>
                new(refused.Message, ConnectionFaultKind.Forbidden, exception),
            _ when Find<AuthenticationException>(exception) is { } tls =>
                new(Explain(tls, place), ConnectionFaultKind.Insecure, exception),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                new($"{place} agrees to no secure connection. Does that port speak https? If it speaks plain http, submit the address with http://.", ConnectionFaultKind.Insecure, exception),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } or SocketException { SocketErrorCode: SocketError.HostNotFound } =>
                new($"{place}'s name cannot be resolved. Check its spelling.", ConnectionFaultKind.Unreachable, exception),
            _ when Find<SocketException>(exception) is { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
                new($"{place}'s name cannot be resolved. Check its spelling.", ConnectionFaultKind.Unreachable, exception),
            _ when Find<SocketException>(exception) is { SocketErrorCode: SocketError.ConnectionRefused } =>
                new($"{place} refuses connections. Is it running, and reachable from outside?", ConnectionFaultKind.Unreachable, exception),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } =>
                new($"{place} cannot be reached.", ConnectionFaultKind.Unreachable, exception),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } =>
                new($"{place} does not respond in HTTP.{OtherScheme(url)}", ConnectionFaultKind.Broken, exception),
            TimeoutException => new($"{place} is too slow: {exception.Message}.", ConnectionFaultKind.TimedOut, exception),
            HttpRequestException or IOException =>
                new($"{place} broke the connection before its response was complete.{OtherScheme(url)}", ConnectionFaultKind.Broken, exception),
            _ => null,
        };
    }

    // A server that expects TLS hangs up on plain HTTP, or answers with an alert that is not HTTP.
    private static string OtherScheme(Uri url) =>
        url.Scheme == Uri.UriSchemeHttp ? " If that port speaks https, submit the address with https://." : "";

    private static string Explain(AuthenticationException tls, string place) => tls.Message switch
    {
        var text when text.Contains("NameMismatch", StringComparison.Ordinal) =>
            $"{place}'s certificate belongs to another name.",
        var text when text.Contains("NotTimeValid", StringComparison.Ordinal) =>
            $"{place}'s certificate has expired or is not valid yet.",
        var text when text.Contains("UntrustedRoot", StringComparison.Ordinal) || text.Contains("PartialChain", StringComparison.Ordinal) =>
            $"{place}'s certificate is self-signed or from an unknown authority. Use one that browsers trust, or plain http.",
        _ => $"{place} agrees to no secure connection. Check its certificate, and that the port speaks https; if it speaks plain http, submit the address with http://.",
    };

    private static T? Find<T>(Exception? exception) where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }
}

/// <summary>The ways in which a request gets no response.</summary>
public enum ConnectionFaultKind
{
    /// <summary>Nobody answers there: refused, no route, no such name.</summary>
    Unreachable,

    /// <summary>The connection broke.</summary>
    Broken,

    /// <summary>The response took too long.</summary>
    TimedOut,

    /// <summary>The certificate or the protocol is not acceptable.</summary>
    Insecure,

    /// <summary>The address is not a public one.</summary>
    Forbidden,
}
