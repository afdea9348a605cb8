using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RewardBench2.Evaluation.Backends.Judges;

/// <summary>In which order a judge sees the completions.</summary>
/// <remarks>
/// As in the reference (<c>run_generative_v2.py</c>) the first completion changes places with one drawn at random; unlike
/// there the draw depends on nothing but the seed and the prompt, so that it can be repeated.
/// </remarks>
public static class Placement
{
    /// <summary>The completions' positions in the order shown.</summary>
    public static IReadOnlyList<int> Draw(long seed, string promptId, int count)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{promptId}"));
        var place = (int)(BinaryPrimitives.ReadUInt64LittleEndian(digest) % (ulong)count);
        var order = Enumerable.Range(0, count).ToArray();
        (order[0], order[place]) = (order[place], order[0]);
        return order;
    }
}
