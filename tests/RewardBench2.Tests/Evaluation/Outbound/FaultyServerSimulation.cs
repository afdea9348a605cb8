using RewardBench2.Evaluation.Outbound;

namespace RewardBench2.Tests.Evaluation.Outbound;

/// <summary>
/// A run against a server that fails a third of first requests in six ways, computed event by event without any clock:
/// 429 with Retry-After 1 s, 503, and four faults that say nothing of the pace (reset, cut JSON, 502, 500).
/// </summary>
public sealed class FaultyServerSimulation(int prompts, double latency, int seed)
{
    private const int PromptsAtOnce = 64;
    private const double RetryAfter = 1;

    /// <summary>The time that the server's own waits force: nothing else ever waits.</summary>
    public double Ideal() => Run(rule: null, firstDelay: 0);

    /// <summary>The time under the rule, with our own waits before repetitions.</summary>
    /// <param name="firstDelay">The mean wait before the first repetition, in seconds.</param>
    public double UnderRule(double firstDelay) => Run(new ConcurrencyRule(new EndpointOptions().StartConcurrency, PromptsAtOnce, TimeSpan.Zero), firstDelay);

    private double Run(ConcurrencyRule? rule, double firstDelay)
    {
        var random = new Random(seed);
        var events = new PriorityQueue<Action, double>();
        var ready = new Queue<bool>();
        var (now, begun, ended, underWay) = (0.0, 0, 0, 0);
        while (begun < Math.Min(PromptsAtOnce, prompts))
        {
            begun++;
            ready.Enqueue(true);
        }

        Send();
        while (ended < prompts)
        {
            events.TryDequeue(out var happens, out now);
            happens!();
            Send();
        }

        return now;

        void Send()
        {
            while (ready.Count > 0 && now >= (rule?.ClosedUntil.TotalSeconds ?? 0) && underWay < (rule?.Limit ?? int.MaxValue))
            {
                var isFirst = ready.Dequeue();
                var sentAt = now;
                underWay++;
                events.Enqueue(() => Respond(isFirst, sentAt), now + (latency * (0.8 + (0.4 * random.NextDouble()))));
            }

            if (ready.Count > 0)
            {
                rule?.NoteFull();
                if (rule?.ClosedUntil.TotalSeconds > now)
                {
                    events.Enqueue(() => { }, rule.ClosedUntil.TotalSeconds + 1e-9);
                }
            }
        }

        void Respond(bool isFirst, double sentAt)
        {
            underWay--;
            var fault = isFirst && random.Next(3) == 0 ? random.Next(6) : -1;
            if (fault is 0 or 1)
            {
                rule?.NoteRefusal(TimeSpan.FromSeconds(sentAt), TimeSpan.FromSeconds(now), fault == 0 ? TimeSpan.FromSeconds(RetryAfter) : null);
            }
            else
            {
                rule?.NoteResponse(TimeSpan.FromSeconds(sentAt), TimeSpan.FromSeconds(now));
            }

            if (fault >= 0)
            {
                var wait = fault == 0 ? RetryAfter : firstDelay * 2 * random.NextDouble();
                events.Enqueue(() => ready.Enqueue(false), now + wait);
                return;
            }

            ended++;
            if (begun < prompts)
            {
                begun++;
                ready.Enqueue(true);
            }
        }
    }
}
