using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace RewardBench2.Web.Feeds;

/// <summary>A picture of filled rectangles, written as PNG (ISO/IEC 15948), eight bits a channel.</summary>
internal sealed class PngPicture
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];
    private readonly int _width;
    private readonly int _height;
    private readonly byte[] _lines;

    public PngPicture(int width, int height, string background)
    {
        (_width, _height) = (width, height);
        _lines = new byte[height * Stride]; // a line's first byte says how it is filtered: 0, not at all
        Fill(0, 0, width, height, background);
    }

    private int Stride => 1 + (3 * _width);

    /// <param name="color">As <c>#rrggbb</c>.</param>
    public void Fill(int left, int top, int width, int height, string color)
    {
        var (red, green, blue) = (Channel(color, 1), Channel(color, 3), Channel(color, 5));
        for (var y = Math.Max(0, top); y < Math.Min(_height, top + height); y++)
        {
            for (var x = Math.Max(0, left); x < Math.Min(_width, left + width); x++)
            {
                var at = (y * Stride) + 1 + (3 * x);
                (_lines[at], _lines[at + 1], _lines[at + 2]) = (red, green, blue);
            }
        }
    }

    public byte[] Encode()
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, _width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), _height);
        (head[8], head[9]) = (8, 2); // eight bits, true colour
        Chunk(png, "IHDR", head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(_lines);
        }

        Chunk(png, "IDAT", packed.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte Channel(string color, int at) => byte.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static void Chunk(Stream png, string type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        png.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(named));
        png.Write(number);
    }
}
