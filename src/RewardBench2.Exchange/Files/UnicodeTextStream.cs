using System.Text;
using System.Text.Unicode;

namespace RewardBench2.Exchange.Files;

/// <summary>
/// A text file on the way to its reader. It has to be UTF-8, which is checked and refused in a line that names the
/// encoding it looks like. What JSON can escape although it is not text (half a surrogate pair, NUL) arrives as U+FFFD:
/// the escape is as long, so nothing moves.
/// </summary>
/// <param name="file">Read through this stream; stays open.</param>
/// <param name="name">The file's name, for messages.</param>
/// <param name="isJson">Whether a backslash starts an escape.</param>
public sealed class UnicodeTextStream(Stream file, string name, bool isJson = true) : Stream
{
    private const int PieceSize = 64 * 1024;

    // The longest thing that must not be torn: the escapes of a surrogate pair.
    private const int Longest = 12;

    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    private readonly byte[] _piece = new byte[PieceSize];
    private long _offset;
    private int _start;
    private int _ready;
    private int _filled;
    private bool _isLast;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _offset + _start;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_start == _ready && !_isLast)
        {
            Make();
            var count = file.Read(_piece, _filled, _piece.Length - _filled);
            Take(count);
        }

        return Give(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _ready && !_isLast)
        {
            Make();
            var count = await file.ReadAsync(_piece.AsMemory(_filled), cancellationToken);
            Take(count);
        }

        return Give(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Room at the end, with what was not whole at the start.
    private void Make()
    {
        _piece.AsSpan(_ready, _filled - _ready).CopyTo(_piece);
        _offset += _ready;
        _filled -= _ready;
        _start = _ready = 0;
    }

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _ready - _start);
        _piece.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    private void Take(int count)
    {
        _isLast = count == 0;
        _filled += count;
        if (_offset == 0 && (_isLast || _filled > Longest))
        {
            CheckMark();
        }

        if (!_isLast && _filled <= Longest)
        {
            return;
        }

        var whole = _isLast ? _filled : _filled - Longest;
        _ready = isJson ? ReplaceEscapes(_piece.AsSpan(_start, _filled - _start), whole - _start) + _start : Math.Max(_start, whole);
        for (var back = 0; !_isLast && back < 3 && _ready > _start && (_piece[_ready] & 0xC0) == 0x80; back++)
        {
            _ready--;
        }

        Check(_piece.AsSpan(_start, _ready - _start));
    }

    private void CheckMark()
    {
        var start = _piece.AsSpan(0, _filled);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new InvalidFileException($"{name} is written in UTF-16; save it as UTF-8.");
        }

        if (_start == 0 && start.StartsWith(Utf8Mark))
        {
            _start = Utf8Mark.Length;
        }
    }

    private void Check(ReadOnlySpan<byte> text)
    {
        if (text.Contains((byte)0))
        {
            var at = text.IndexOf((byte)0);
            throw new InvalidFileException(
                $"{name} holds a zero byte at byte {_offset + _start + at}, which no text has: it is damaged, or written in UTF-16 or UTF-32; save it as UTF-8.");
        }

        if (!Utf8.IsValid(text))
        {
            var at = FirstInvalid(text);
            throw new InvalidFileException(
                $"{name} is not UTF-8: the byte {text[at]:X2} at byte {_offset + _start + at} is part of no character. It looks like Latin-1 or Windows-1252; save it as UTF-8.");
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return at;
            }

            at += length;
        }

        return 0;
    }

    /// <returns>Up to where it looked: at least the limit, and never in the middle of an escape.</returns>
    private static int ReplaceEscapes(Span<byte> json, int limit)
    {
        var at = 0;
        while (at < limit)
        {
            var next = json[at..limit].IndexOf((byte)'\\');
            if (next < 0)
            {
                return limit;
            }

            at += next;
            if (IsHalf(json, at, "89AB") && IsHalf(json, at + 6, "CDEF"))
            {
                at += 12;
            }
            else if (IsHalf(json, at, "89ABCDEF") || IsNul(json, at))
            {
                "\\uFFFD"u8.CopyTo(json[at..]);
                at += 6;
            }
            else
            {
                at += 2;
            }
        }

        return Math.Min(at, json.Length);
    }

    // The escape \uD… with one of some digits after the D.
    private static bool IsHalf(ReadOnlySpan<byte> json, int at, string digits) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && (json[at + 2] | 0x20) == 'd' && digits.Contains(char.ToUpperInvariant((char)json[at + 3]), StringComparison.Ordinal)
        && char.IsAsciiHexDigit((char)json[at + 4]) && char.IsAsciiHexDigit((char)json[at + 5]);

    private static bool IsNul(ReadOnlySpan<byte> json, int at) => at + 6 <= json.Length && json[at..].StartsWith("\\u0000"u8);
}
