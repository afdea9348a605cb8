using System.Threading.Channels;

namespace RewardBench2.Evaluation.Worker;

/// <summary>What is stored together: under load that is much, otherwise each alone.</summary>
internal static class Batches
{
    private const int Largest = 512;

    /// <summary>All that waits in a channel, again and again, to its end.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<T>> OfAsync<T>(ChannelReader<T> arrivals)
    {
        while (await arrivals.WaitToReadAsync())
        {
            var batch = new List<T>();
            while (batch.Count < Largest && arrivals.TryRead(out var arrived))
            {
                batch.Add(arrived);
            }

            yield return batch;
        }
    }
}
