using System.Buffers.Binary;

namespace RewardBench2.Storage;

/// <summary>Rewards as they are stored: little-endian doubles, one per completion.</summary>
internal static class RewardsBlob
{
    public static byte[]? Write(IReadOnlyList<double> rewards)
    {
        if (rewards.Count == 0)
        {
            return null;
        }

        var bytes = new byte[rewards.Count * sizeof(double)];
        for (var i = 0; i < rewards.Count; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), rewards[i]);
        }

        return bytes;
    }

    public static double[] Read(byte[]? bytes)
    {
        var rewards = new double[(bytes?.Length ?? 0) / sizeof(double)];
        for (var i = 0; i < rewards.Length; i++)
        {
            rewards[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)));
        }

        return rewards;
    }
}
