using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Tokenizers.DotNet;

namespace RewardBench2.Evaluation.Backends.Onnx;

/// <summary>Hugging Face's tokenizer library, behind the few precautions that it needs. Safe to use from several threads.</summary>
/// <remarks>
/// The library reads its tokenizers under a lock that readers share, so texts are encoded side by side. A failure that it does not
/// expect ends the whole process, and so does a text of ten million blanks: what is known to do so is refused before.
/// </remarks>
public sealed class NativeTokenizer : IDisposable
{
    /// <summary>The longest text in UTF-16 units; the library's regular expressions end the process beyond some ten million.</summary>
    public const int LongestText = 4_000_000;

    private readonly Tokenizer _tokenizer;

    private NativeTokenizer(Tokenizer tokenizer) => _tokenizer = tokenizer;

    /// <summary>Loads a tokenizer.</summary>
    /// <exception cref="FormatException">The library cannot read it, or is not there for this platform.</exception>
    public static NativeTokenizer Load(TokenizerFile file)
    {
        TokenizerTraps.Refuse(file);
        var copy = Path.GetTempFileName();
        try
        {
            file.WriteCopy(copy);
            return new NativeTokenizer(new Tokenizer(copy));
        }
        catch (TokenizerException exception)
        {
            throw new FormatException($"its tokenizer.json cannot be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new FormatException(
                $"Hugging Face's tokenizer library is not there for this platform ({RuntimeInformation.RuntimeIdentifier}); "
                + "score on 64-bit Linux, Windows or macOS, or serve the model and submit it as an endpoint", exception);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <summary>The tokens of a text, none added. Halves of surrogate pairs are read as U+FFFD.</summary>
    /// <exception cref="FormatException">The text is too long, or holds what this vocabulary cannot express.</exception>
    public int[] Encode(string text)
    {
        RefuseLength(text);
        try
        {
            var ids = _tokenizer.Encode(Wellformed(text));

            // Without this the library's finaliser may free the tokenizer while it works on the last text.
            GC.KeepAlive(_tokenizer);
            return Array.ConvertAll(ids, id => checked((int)id));
        }
        catch (TokenizerException exception)
        {
            throw new FormatException($"the tokenizer cannot read a text: {exception.Message}", exception);
        }
    }

    /// <exception cref="FormatException">The text is longer than <see cref="LongestText"/>.</exception>
    public static void RefuseLength(string text)
    {
        if (text.Length > LongestText)
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"a text of {text.Length:N0} characters is too long for the tokenizer; {LongestText:N0} is the most"));
        }
    }

    public void Dispose() => _tokenizer.Dispose();

    private static string Wellformed(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var surrogate)
        {
            if (surrogate + 1 == rest.Length || !char.IsSurrogatePair(rest[surrogate], rest[surrogate + 1]))
            {
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            }

            rest = rest[(surrogate + 2)..];
        }

        return text;
    }
}
