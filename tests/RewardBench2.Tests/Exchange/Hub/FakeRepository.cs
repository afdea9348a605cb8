using System.Security.Cryptography;
using System.Text;

namespace RewardBench2.Tests.Exchange.Hub;

/// <summary>A repository of the stand-in hub: its commit follows from its files, as on the real one.</summary>
internal sealed class FakeRepository
{
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>What the listing says instead of a file's true size.</summary>
    public Dictionary<string, long> ListedSizes { get; } = [];

    /// <summary>Files whose checksum the listing names, as for large ones. Defaults to all.</summary>
    public Func<string, bool> HasChecksum { get; set; } = _ => true;

    public string Commit
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var (path, bytes) in Files)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(path));
                hash.AppendData(bytes);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset())[..40];
        }
    }

    public IEnumerable<object> List(int skip, int take) => Files.Skip(skip).Take(take).Select(object (file) => new
    {
        type = "file",
        path = file.Key,
        size = ListedSizes.GetValueOrDefault(file.Key, file.Value.Length),
        lfs = HasChecksum(file.Key) ? new { oid = Convert.ToHexStringLower(SHA256.HashData(file.Value)) } : null,
    }).Append(new { type = "directory", path = "data" });
}
