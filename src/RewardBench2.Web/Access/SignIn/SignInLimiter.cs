using System.Net;

namespace RewardBench2.Web.Access.SignIn;

/// <summary>
/// Holds every client to a few wrong passwords. This machine itself counts as a client too: behind a proxy that nobody
/// told us of, everyone seems to be this machine.
/// </summary>
public sealed class SignInLimiter(TimeProvider clock)
{
    /// <summary>Wrong passwords a client may send in <see cref="Window"/>.</summary>
    public const int MostFailures = 10;

    /// <summary>How long wrong passwords count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Failures, DateTimeOffset Since)> _clients = [];

    /// <summary>Counts an attempt as failed before it is checked, so that many at once gain nothing.</summary>
    /// <returns>How long to wait; <c>null</c> when the password may be checked.</returns>
    public TimeSpan? Begin(IPAddress? address)
    {
        var client = VisitorAddress.NameOf(address);
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (_clients.Count > 10_000)
            {
                foreach (var past in _clients.Where(known => now - known.Value.Since >= Window).ToList())
                {
                    _clients.Remove(past.Key);
                }
            }

            var (failures, since) = _clients.TryGetValue(client, out var known) && now - known.Since < Window ? known : (0, now);
            if (failures >= MostFailures)
            {
                return Window - (now - since);
            }

            _clients[client] = (failures + 1, since);
            return null;
        }
    }

    /// <summary>The password was right: what the client failed before no longer counts.</summary>
    public void Succeeded(IPAddress? address)
    {
        lock (_lock)
        {
            _clients.Remove(VisitorAddress.NameOf(address));
        }
    }
}
