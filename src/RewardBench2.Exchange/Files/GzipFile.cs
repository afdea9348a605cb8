using System.Buffers.Binary;
using System.IO.Compression;

namespace RewardBench2.Exchange.Files;

/// <summary>Unpacks gzip and notices when it was cut off, which the runtime's stream takes for the end of the file.</summary>
internal static class GzipFile
{
    public static byte[] Magic { get; } = [0x1F, 0x8B];

    /// <summary>Unpacks everything and goes back to the start of what was unpacked.</summary>
    /// <exception cref="InvalidFileException">The file is cut off or damaged.</exception>
    public static async Task UnpackAsync(Stream packed, FileStream unpacked, string name, CancellationToken cancellationToken)
    {
        try
        {
            await using (var gzip = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true))
            {
                await gzip.CopyToAsync(unpacked, cancellationToken);
            }

            if (!await IsWholeAsync(packed, unpacked, cancellationToken))
            {
                throw new InvalidDataException("the end is missing");
            }
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidFileException($"{name} is cut off or damaged: gzip cannot unpack it ({exception.Message}); fetch it again.", exception);
        }

        unpacked.Position = 0;
    }

    // A file ends with the checksum and the length of what its last member unpacks to; there is mostly only one.
    private static async Task<bool> IsWholeAsync(Stream packed, FileStream unpacked, CancellationToken cancellationToken)
    {
        var end = new byte[8];
        packed.Position = Math.Max(0, packed.Length - end.Length);
        if (await packed.ReadAtLeastAsync(end, end.Length, throwOnEndOfStream: false, cancellationToken) < end.Length)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(4));
        if (length == (uint)unpacked.Length)
        {
            return true;
        }

        if (length > unpacked.Length)
        {
            return false;
        }

        unpacked.Position = unpacked.Length - length;
        return await Crc32Async(unpacked, cancellationToken) == BinaryPrimitives.ReadUInt32LittleEndian(end);
    }

    private static async Task<uint> Crc32Async(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        var crc = uint.MaxValue;
        for (int count; (count = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            foreach (var value in buffer.AsSpan(0, count))
            {
                crc ^= value;
                for (var bit = 0; bit < 8; bit++)
                {
                    crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
                }
            }
        }

        return ~crc;
    }
}
