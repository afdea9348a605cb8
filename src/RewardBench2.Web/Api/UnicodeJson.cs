using System.Text.Json;

namespace RewardBench2.Web.Api;

/// <summary>Reads JSON whose texts may hold halves of characters, which are not Unicode: each becomes U+FFFD.</summary>
internal static class UnicodeJson
{
    /// <exception cref="JsonException">The body is not JSON, or no UTF-8.</exception>
    /// <exception cref="BadHttpRequestException">It is longer than allowed; the status says so.</exception>
    public static async Task<JsonDocument> ReadAsync(Stream body, int mostBytes, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (copy.Length + count > mostBytes)
            {
                throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
            }

            copy.Write(buffer, 0, count);
        }

        var bytes = copy.ToArray();
        ReplaceHalves(bytes);
        return JsonDocument.Parse(bytes);
    }

    private static void ReplaceHalves(Span<byte> json)
    {
        for (var at = 0; at + 1 < json.Length; at++)
        {
            if (json[at] != '\\')
            {
                continue;
            }

            if (IsHalf(json, at, 'D', "89AB") && IsHalf(json, at + 6, 'D', "CDEF"))
            {
                at += 11;
            }
            else if (IsHalf(json, at, 'D', "89ABCDEF"))
            {
                "\\uFFFD"u8.CopyTo(json[at..]);
                at += 5;
            }
            else
            {
                at++;
            }
        }
    }

    // An escape \uD… with one of some digits after it.
    private static bool IsHalf(ReadOnlySpan<byte> json, int at, char first, string second) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && char.ToUpperInvariant((char)json[at + 2]) == first && second.Contains(char.ToUpperInvariant((char)json[at + 3]), StringComparison.Ordinal)
        && char.IsAsciiHexDigit((char)json[at + 4]) && char.IsAsciiHexDigit((char)json[at + 5]);
}
