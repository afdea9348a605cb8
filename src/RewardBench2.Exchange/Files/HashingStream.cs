using System.Security.Cryptography;

namespace RewardBench2.Exchange.Files;

/// <summary>Computes the SHA-256 of a file while it is read, so that nothing has to read it again for that.</summary>
public sealed class HashingStream : CryptoStream
{
    private readonly SHA256 _hash;

    /// <param name="file">Read through this stream; stays open.</param>
    public HashingStream(Stream file)
        : this(file, SHA256.Create())
    {
    }

    private HashingStream(Stream file, SHA256 hash)
        : base(file, hash, CryptoStreamMode.Read, leaveOpen: true) => _hash = hash;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    /// <exception cref="InvalidOperationException">The file was not read to its end yet.</exception>
    public string Sha256 => HasFlushedFinalBlock
        ? Convert.ToHexStringLower(_hash.Hash!)
        : throw new InvalidOperationException("The file was not read to its end.");

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _hash.Dispose();
        }
    }
}
