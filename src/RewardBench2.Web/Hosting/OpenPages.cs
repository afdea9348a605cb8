using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;
using RewardBench2.Evaluation;
using RewardBench2.Web.Access;

namespace RewardBench2.Web.Hosting;

/// <summary>
/// Counts open pages, by client and in all. One too many gets no circuit: it stays as it was drawn, and its links work. This machine is
/// not limited; whose address is not known share one limit.
/// </summary>
public sealed class OpenPages(IHttpContextAccessor http, IOptions<LimitsOptions> limits) : CircuitHandler
{
    private const string Circuit = "/_blazor";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byClient = [];
    private readonly ConcurrentDictionary<string, string> _clientOf = new();

    /// <summary>Open pages of all clients.</summary>
    public int Count => _clientOf.Count;

    /// <exception cref="InvalidOperationException">There are as many as may be.</exception>
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
        TryOpen(circuit.Id, VisitorAddress.NameOf(http.HttpContext?.Connection.RemoteIpAddress))
            ? Task.CompletedTask
            : throw new InvalidOperationException("As many pages are open as may be.");

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Close(circuit.Id);
        return Task.CompletedTask;
    }

    /// <summary>Takes a place for a page; false when there is none.</summary>
    public bool TryOpen(string circuit, string client)
    {
        lock (_lock)
        {
            if (!HasRoom(client))
            {
                return false;
            }

            _byClient[client] = _byClient.GetValueOrDefault(client) + 1;
            _clientOf[circuit] = client;
            return true;
        }
    }

    /// <summary>Gives a page's place back.</summary>
    public void Close(string circuit)
    {
        lock (_lock)
        {
            if (_clientOf.TryRemove(circuit, out var client) && --_byClient[client] == 0)
            {
                _byClient.Remove(client);
            }
        }
    }

    /// <summary>Refuses connections for further pages with 503, before they cost anything.</summary>
    public Task RefuseOneTooManyAsync(HttpContext context, RequestDelegate next)
    {
        var isOpening = context.Request.Path.StartsWithSegments(Circuit, out var rest) && (rest == "/negotiate" || (!rest.HasValue && context.WebSockets.IsWebSocketRequest));
        if (!isOpening || HasRoomFor(VisitorAddress.NameOf(context.Connection.RemoteIpAddress)))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "60";
        return context.Response.WriteAsync("As many pages are open as may be. Close some, or use the API.");
    }

    private bool HasRoomFor(string client)
    {
        lock (_lock)
        {
            return HasRoom(client);
        }
    }

    private bool HasRoom(string client) =>
        _clientOf.Count < limits.Value.Circuits
        && (client == VisitorAddress.ThisMachine || _byClient.GetValueOrDefault(client) < limits.Value.CircuitsPerClient);
}
