using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using RewardBench2.Evaluation;
using RewardBench2.Web.Access;

namespace RewardBench2.Web.Hosting;

/// <summary>How many connections the server holds, in all and of one client. Behind a proxy every connection is the proxy's own.</summary>
public sealed class ConnectionLimits(IOptions<LimitsOptions> limits, IOptions<HostingOptions> hosting)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byClient = [];

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxConcurrentConnections = limits.Value.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = limits.Value.Connections;
        if (!hosting.Value.BehindProxy)
        {
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => HoldAsync(connection, next)));
        }
    }

    /// <summary>Takes a place for a client; false when it has as many connections as one may.</summary>
    public bool TryTake(string client)
    {
        lock (_lock)
        {
            var held = _byClient.GetValueOrDefault(client);
            if (client != VisitorAddress.ThisMachine && held >= limits.Value.ConnectionsPerClient)
            {
                return false;
            }

            _byClient[client] = held + 1;
            return true;
        }
    }

    /// <summary>Gives a client's place back.</summary>
    public void GiveBack(string client)
    {
        lock (_lock)
        {
            if (--_byClient[client] == 0)
            {
                _byClient.Remove(client);
            }
        }
    }

    private async Task HoldAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var client = VisitorAddress.NameOf((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (!TryTake(client))
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            GiveBack(client);
        }
    }
}
