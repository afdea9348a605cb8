using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RewardBench2.Benchmark;

namespace RewardBench2.Exchange.Datasets;

/// <summary>Names a dataset's content, so that results say which prompts they belong to.</summary>
public static class DatasetRevision
{
    /// <summary>
    /// SHA-256, 64 lower-case hexadecimal digits, over every prompt in order with all its completions and metadata.
    /// The same rows give the same revision, whether they came from Parquet or JSON Lines.
    /// </summary>
    public static string Compute(IEnumerable<Prompt> prompts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var prompt in prompts)
        {
            Append(hash, prompt.Id);
            Append(hash, prompt.Subset);
            foreach (var turn in prompt.EarlierTurns)
            {
                Append(hash, turn.Role);
                Append(hash, turn.Text);
            }

            Append(hash, prompt.Text);
            Append(hash, prompt.Metadata);
            AppendLength(hash, prompt.Completions.Count);
            foreach (var completion in prompt.Completions)
            {
                Append(hash, completion.Text);
                AppendLength(hash, completion.IsChosen ? 1 : 0);
                Append(hash, completion.GeneratedBy);
                Append(hash, completion.Answer);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Lengths stand before texts, so that no two different lists of texts run together to the same bytes.
    private static void Append(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            AppendLength(hash, -1);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        AppendLength(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void AppendLength(IncrementalHash hash, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        hash.AppendData(bytes);
    }
}
