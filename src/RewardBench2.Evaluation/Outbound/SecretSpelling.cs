using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RewardBench2.Evaluation.Outbound;

/// <summary>
/// Finds a secret however a server spells it: as it is, escaped in JSON (also twice, or needlessly), in a percent-encoded address, as
/// HTML's character references, or within Base64.
/// </summary>
internal static class SecretSpelling
{
    // A shorter piece of Base64 occurs by chance.
    private const int ShortestPiece = 8;

    // How many of them one backslash becomes depends on how often it was escaped, so any number is as good as any other. Nothing here and
    // below is tried twice in two ways, or a text of backslashes would take for ever.
    private const string Backslashes = @"(?>(?:\\+(?:u005[cC])?|%(?:25)*5[cC]|&(?:amp;)*#0*92;|&(?:amp;)*#[xX]0*5[cC];)+)";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <param name="secret">Printable ASCII.</param>
    public static Regex Of(string secret)
    {
        var pattern = new StringBuilder();
        for (var at = 0; at < secret.Length; at++)
        {
            if (secret[at] != '\\')
            {
                Append(pattern, secret[at]);
            }
            else if (at == 0 || secret[at - 1] != '\\')
            {
                pattern.Append(Backslashes);
            }
        }

        foreach (var piece in Base64Pieces(secret))
        {
            pattern.Append('|').Append(Regex.Escape(piece));
        }

        return new Regex(pattern.ToString(), RegexOptions.CultureInvariant, Longest);
    }

    private static void Append(StringBuilder pattern, char letter)
    {
        var code = (int)letter;
        pattern.Append(CultureInfo.InvariantCulture, $@"(?:(?>\\*)(?:{Regex.Escape($"{letter}")}|u00{AnyCase(code)})|%(?:25)*{AnyCase(code)}|&(?:amp;)*#0*{code};|&(?:amp;)*#[xX]0*{AnyCase(code)};");
        pattern.Append(letter switch
        {
            ' ' => @"|\+)",
            '&' => "|&amp;)",
            '<' => "|&lt;)",
            '>' => "|&gt;)",
            '"' => "|&quot;)",
            '\'' => "|&apos;)",
            _ => ")",
        });
    }

    private static string AnyCase(int code) => string.Concat(code.ToString("X2", CultureInfo.InvariantCulture)
        .Select(digit => char.IsAsciiLetter(digit) ? $"[{digit}{char.ToLowerInvariant(digit)}]" : $"{digit}"));

    // Three letters become four signs, so what the secret becomes depends on how many letters stand before it; the signs at the ends
    // depend on its neighbours too, and are left out.
    private static IEnumerable<string> Base64Pieces(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
            var from = before == 0 ? 0 : before + 1;
            var length = (((before + bytes.Length) * 8) / 6) - from;
            if (length >= ShortestPiece)
            {
                var piece = text.Substring(from, length);
                yield return piece;
                if (piece.AsSpan().IndexOfAny('+', '/') >= 0)
                {
                    yield return piece.Replace('+', '-').Replace('/', '_');
                }
            }
        }
    }
}
